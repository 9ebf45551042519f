import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { endpoints } from '../../api/endpoints';
import { searchTypes } from '../../api/endpoints/search';
import { hitFields } from '../../api/hits';
import { filtersProperty, readFilters } from '../../parameters/filters';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { parseChoice } from '../../parameters/parse';
import { platformProperty, readPlatform } from '../../parameters/platform';
import { queryProperty, readQuery } from '../../parameters/query';
import { limitProperty, readSearchLimit } from '../../parameters/returnAll';
import { publicSearchFilters, videoSearchFilters } from '../../parameters/searchFilters';
import { NOTHING_FOUND } from '../nothingFound';
import { oneSearch } from '../oneSearch';
import type { Operation } from '../operation';
import type { Library } from './library';
import { readLibrary, searchedLibraryProperty } from './library';

/** Documented, by what is searched in. */
const MOST_HITS = { scenes: 1000, speech: 1000, captions: 200 };

const SCENES = { name: 'Scenes', value: 'scenes', description: 'What is to be seen' };
const SPEECH = { name: 'Speech', value: 'speech', description: 'What is said' };
const CAPTIONS = {
	name: 'Captions',
	value: 'captions',
	description: 'What Memories.ai has written about the scenes; up to 200 results',
};

export const search: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search videos for a scene or for what is said',
	description: 'Find the moments in videos that fit a query in plain words, best first',
	hintIfEmpty: NOTHING_FOUND,
	properties: [
		searchedLibraryProperty,
		queryProperty,
		searchInProperty('private', [SCENES, SPEECH, CAPTIONS]),
		searchInProperty('public', [SCENES, SPEECH]),
		{ ...platformProperty, displayOptions: { show: { library: ['public'] } } },
		{ ...limitProperty, typeOptions: { minValue: 1, maxValue: MOST_HITS.scenes } },
		{ ...filtersProperty(videoSearchFilters), displayOptions: { show: { library: ['private'] } } },
		{ ...filtersProperty(publicSearchFilters), displayOptions: { show: { library: ['public'] } } },
		...outputProperties(hitFields),
	],
	prepare(context, [itemIndex]) {
		const library = readLibrary(context, itemIndex);
		const { searchIn, searchType } = readSearchIn(context, itemIndex, library);
		const fields = {
			query: readQuery(context, itemIndex),
			searchType,
			limit: readSearchLimit(context, itemIndex, MOST_HITS[searchIn]),
			...(library === 'private'
				? readFilters(context, itemIndex, videoSearchFilters)
				: {
						...readFilters(context, itemIndex, publicSearchFilters),
						platform: readPlatform(context, itemIndex),
					}),
		};
		const toOutput = readOutput(context, itemIndex, hitFields);
		return oneSearch(endpoints.search.videos[library], fields, itemIndex, toOutput);
	},
};

function searchInProperty(library: Library, options: Array<typeof SCENES>): INodeProperties {
	return {
		displayName: 'Search In',
		name: 'searchIn',
		type: 'options',
		// The usual choice first.
		options,
		default: 'scenes',
		displayOptions: { show: { library: [library] } },
		description: 'What of the videos the query is compared with',
	};
}

/** @throws InvalidParameter when the library does not have it */
function readSearchIn(context: IExecuteFunctions, itemIndex: number, library: Library) {
	const given = context.getNodeParameter('searchIn', itemIndex, 'scenes');
	if (library === 'private') {
		const searchIn = parseChoice(given, 'Search In', ['scenes', 'speech', 'captions']);
		return { searchIn, searchType: searchTypes.private[searchIn] };
	}
	const searchIn = parseChoice(given, 'Search In', ['scenes', 'speech']);
	return { searchIn, searchType: searchTypes.public[searchIn] };
}
