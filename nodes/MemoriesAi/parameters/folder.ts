import type { CollectionField } from './collection';
import { parseLongId } from './parse';

/** What a Folder ID does where it is used. */
const DESCRIPTIONS = {
	upload:
		'Folder to put it into; -1 is the default folder. Use either this or Unique ID, not both.',
	filter: 'Videos of this folder; -1 is the default folder',
};

/** @param use whether something is put into the folder, or filtered by it */
export function folderIdField(use: keyof typeof DESCRIPTIONS) {
	return {
		property: {
			displayName: 'Folder ID',
			type: 'string',
			default: '',
			placeholder: 'e.g. 671631448308117504',
			description: DESCRIPTIONS[use],
		},
		parse: parseLongId,
	} satisfies CollectionField<bigint>;
}
