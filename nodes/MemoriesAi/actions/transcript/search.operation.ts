import { endpoints } from '../../api/endpoints';
import { searchTranscripts } from '../../api/transcripts';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { queryProperty, readQuery } from '../../parameters/query';
import { readReturnLimit, returnAllProperties } from '../../parameters/returnAll';
import { uniqueIdField } from '../../parameters/uniqueId';
import { NOTHING_FOUND } from '../nothingFound';
import type { Operation } from '../operation';
import { readLibrary, searchedLibraryProperty } from '../video/library';

/** The public library has no namespaces. */
const privateFields = { uniqueId: uniqueIdField('filter') };

export const search: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search the transcripts of videos for words that are said',
	description: 'Find where in videos certain words are said, letter by letter',
	hintIfEmpty: NOTHING_FOUND,
	properties: [
		searchedLibraryProperty,
		{
			...queryProperty,
			placeholder: 'e.g. welcome back',
			description:
				'Words that are said one after the other, as they are written. To search by meaning use Video: Search.',
		},
		...returnAllProperties,
		{
			...additionalFieldsProperty(privateFields),
			displayOptions: { show: { library: ['private'] } },
		},
	],
	prepare(context, [itemIndex]) {
		const library = readLibrary(context, itemIndex);
		const limit = readReturnLimit(context, itemIndex);
		const fields = {
			query: readQuery(context, itemIndex),
			...(library === 'private' && readAdditionalFields(context, itemIndex, privateFields)),
		};
		const endpoint = endpoints.transcript.search[library];
		return {
			check: (client) => client.check(endpoint, fields),
			async send(client) {
				const hits = await searchTranscripts(client, endpoint, fields, limit);
				return hits.map((json) => ({ json, pairedItem: itemIndex }));
			},
		};
	},
};
