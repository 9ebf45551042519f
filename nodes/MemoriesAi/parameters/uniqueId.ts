import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { ADDITIONAL_FIELDS, readAdditionalFields } from './additionalFields';
import type { CollectionField } from './collection';
import { parseText } from './parse';
import { pickedId, resourceLocator } from './resourceLocator';

/** What a Unique ID does where it is used. */
const DESCRIPTIONS = {
	upload:
		'Namespace to put it into, such as one per customer or project; created on first use. Videos are only found under the Unique ID they were uploaded with.',
	lookUp: 'Namespace that it was put into. It is only found under that one.',
	filter: only('videos'),
	filterImages: only('images'),
	remember:
		'Namespace to add them to, such as one per customer or project. They are only found under it.',
	recall: 'Memories of this namespace: the one that they were added with',
};

function only(things: string): string {
	return `Only ${things} that were brought in with this Unique ID. One that does not exist is created, empty.`;
}

/** @param use what is done with the namespace */
export function uniqueIdField(use: keyof typeof DESCRIPTIONS) {
	return {
		property: {
			displayName: 'Unique ID',
			...resourceLocator({
				searchListMethod: 'searchUniqueIds',
				placeholder: 'e.g. my-project',
				form: '\\S(?:.*\\S)?',
				otherForm: 'A Unique ID neither begins nor ends with a blank',
			}),
			description: DESCRIPTIONS[use],
		},
		parse: (value, label) => parseText(pickedId(value), label),
	} satisfies CollectionField<string>;
}

/** The additional field of an operation that looks something up. */
export const lookUpFields = { uniqueId: uniqueIdField('lookUp') };

/**
 * @returns `undefined` for the default namespace
 * @throws InvalidParameter when it is no text
 */
export function readUniqueId(context: IExecuteFunctions, itemIndex: number): string | undefined {
	return readAdditionalFields(context, itemIndex, lookUpFields).uniqueId;
}

/**
 * @returns the Unique ID that is filled in while the user fills in other fields; `undefined` where it is
 *   not known yet, because it comes from an item
 */
export function chosenUniqueId(context: ILoadOptionsFunctions): string | undefined {
	const value = pickedId(context.getCurrentNodeParameter(`${ADDITIONAL_FIELDS}.uniqueId`));
	return typeof value === 'string' && !value.startsWith('=') && value.trim() !== ''
		? value.trim()
		: undefined;
}

/** Things that are found under one Unique ID only, and how they got under it. */
const BEGUN = { video: 'uploaded', task: 'started' };

/**
 * @param uniqueId under which it was looked for
 * @returns what the user learns about something that Memories.ai does not know
 */
export function notFound(
	thing: keyof typeof BEGUN,
	id: string,
	uniqueId: string | undefined,
): InvalidParameter {
	const name = thing === 'video' ? 'Video' : 'Task';
	const begun = BEGUN[thing];
	return new InvalidParameter(
		`${name} ${id} was not found`,
		uniqueId === undefined
			? `It was looked for without a Unique ID. A ${thing} that was ${begun} with one is only found with the same one.`
			: `It was looked for with Unique ID ${uniqueId}. A ${thing} is only found with the Unique ID that it was ${begun} with.`,
	);
}
