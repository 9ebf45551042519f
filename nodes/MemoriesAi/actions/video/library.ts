import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../../errors/invalidParameter';
import { describeGiven } from '../../parameters/parse';

/** Where scraped videos go, and where is searched. */
export type Library = 'private' | 'public';

export const libraryProperties: INodeProperties[] = [
	{
		displayName: 'Library',
		name: 'library',
		type: 'options',
		options: [
			{ name: 'Private', value: 'private', description: 'Only your account sees the videos' },
			{ name: 'Public', value: 'public', description: 'Everyone sees the videos, for good' },
		],
		default: 'private',
		description: 'Which library the videos go into',
	},
	{
		displayName:
			'Videos in the public library are permanent and visible to everyone: all users of Memories.ai can find them, and they cannot be deleted.',
		name: 'publicNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { library: ['public'] } },
	},
];

/** Where to search. */
export const searchedLibraryProperty: INodeProperties = {
	displayName: 'Library',
	name: 'library',
	type: 'options',
	options: [
		{ name: 'Private', value: 'private', description: 'Your own videos' },
		{
			name: 'Public',
			value: 'public',
			description: 'The videos of TikTok, YouTube and Instagram that Memories.ai has for everyone',
		},
	],
	default: 'private',
	description: 'Which library to search',
};

/** @throws InvalidParameter when an expression yields something else */
export function readLibrary(context: IExecuteFunctions, itemIndex: number): Library {
	const library: unknown = context.getNodeParameter('library', itemIndex);
	if (library !== 'private' && library !== 'public') {
		throw new InvalidParameter('Library must be private or public', describeGiven(library));
	}
	return library;
}
