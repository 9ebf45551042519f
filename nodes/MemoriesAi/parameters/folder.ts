import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField } from './collection';
import { parseLongId } from './parse';
import { pickedId, resourceLocator } from './resourceLocator';

const LABEL = 'Folder ID';
const NAME = 'folderId';
const PLACEHOLDER = 'e.g. 671631448308117504';
const FORM = `A Folder ID is a number, without blanks: ${PLACEHOLDER}. The default folder is -1.`;

/** Which folders can be picked: the vendor's own take no part in everything. */
const LOCATORS = {
	own: resourceLocator({
		searchListMethod: 'searchOwnFolders',
		placeholder: PLACEHOLDER,
		form: '\\d{1,19}',
		otherForm: FORM,
	}),
	target: resourceLocator({
		searchListMethod: 'searchTargetFolders',
		placeholder: PLACEHOLDER,
		form: '-1|\\d{1,19}',
		otherForm: FORM,
	}),
	any: resourceLocator({
		searchListMethod: 'searchAllFolders',
		placeholder: PLACEHOLDER,
		form: '-[12]|\\d{1,19}',
		otherForm: FORM,
	}),
};

/** What a Folder ID does where it is used. */
const USES = {
	upload: {
		...LOCATORS.target,
		description:
			'Folder to put it into; -1 is the default folder. Use either this or Unique ID, not both.',
	},
	filter: {
		...LOCATORS.any,
		description:
			'Videos of this folder; -1 is the default folder, -2 that of the older API, which goes with no other filter',
	},
};

/** @param use whether something is put into the folder, or filtered by it */
export function folderIdField(use: keyof typeof USES) {
	return {
		property: { displayName: LABEL, ...USES[use] },
		parse: parseFolderId,
	} satisfies CollectionField<bigint>;
}

/**
 * The folder that an operation is about.
 *
 * @param which folders it can be: the user's own, or also the default folder
 */
export function folderIdProperty(which: 'own' | 'target', description: string): INodeProperties {
	return { displayName: LABEL, name: NAME, ...LOCATORS[which], required: true, description };
}

/** @throws InvalidParameter when it is empty, or no folder's id */
export function readFolderId(context: IExecuteFunctions, itemIndex: number): bigint {
	const folderId = parseFolderId(context.getNodeParameter(NAME, itemIndex), LABEL);
	if (folderId === undefined) {
		throw new InvalidParameter(`${LABEL} is empty`, 'Choose a folder, or enter its folder_id.');
	}
	return folderId;
}

/** @throws InvalidParameter also when it is none of the user's own */
export function readOwnFolderId(context: IExecuteFunctions, itemIndex: number): bigint {
	const folderId = readFolderId(context, itemIndex);
	if (folderId > 0n) return folderId;
	throw new InvalidParameter(
		`${LABEL} ${folderId} is not a folder of your own`,
		'The folders that every account has, such as the default folder, stay as they are. Choose another one.',
	);
}

function parseFolderId(value: unknown, label: string): bigint | undefined {
	return parseLongId(pickedId(value), label);
}
