import type { CollectionField } from './collection';
import { folderIdField } from './folder';
import { parseCount, parseText } from './parse';
import { uniqueIdField } from './uniqueId';

/** Where the private library puts what is scraped; the public one has neither folders nor namespaces. */
export const scopeFields = {
	folderId: folderIdField('upload'),
	uniqueId: uniqueIdField('upload'),
};

export const qualityField = {
	property: {
		displayName: 'Quality',
		type: 'options',
		// In order of size, not of the alphabet.
		options: ['360', '480', '720', '1080', '1440', '2160'].map((lines) => ({
			name: `${lines}p`,
			value: lines,
		})),
		default: '720',
		description:
			'Resolution to download, never above what the source offers. Works for YouTube; other platforms come as they are.',
	},
	parse: parseText,
} satisfies CollectionField<string>;

export const scraperCountField = {
	property: {
		displayName: 'Number of Posts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'How many of the latest posts to download; for hashtags, of each. Without this field Memories.ai decides.',
	},
	parse: parseCount,
} satisfies CollectionField<number>;
