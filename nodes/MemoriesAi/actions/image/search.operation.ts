import { endpoints } from '../../api/endpoints';
import { searchTypes } from '../../api/endpoints/search';
import { imageFields } from '../../api/hits';
import { filtersProperty, readFilters } from '../../parameters/filters';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { queryProperty, readQuery } from '../../parameters/query';
import { limitProperty, readSearchLimit } from '../../parameters/returnAll';
import { imageSearchFilters } from '../../parameters/searchFilters';
import { NOTHING_FOUND } from '../nothingFound';
import { oneSearch } from '../oneSearch';
import type { Operation } from '../operation';

/** Documented. */
const MOST_IMAGES = 1000;

export const searchImages: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search images for what they show',
	description:
		'Find the images of your private library that fit a query in plain words, best first',
	hintIfEmpty: NOTHING_FOUND,
	properties: [
		queryProperty,
		{ ...limitProperty, typeOptions: { minValue: 1, maxValue: MOST_IMAGES } },
		filtersProperty(imageSearchFilters),
		...outputProperties(imageFields),
	],
	prepare(context, [itemIndex]) {
		const fields = {
			...readFilters(context, itemIndex, imageSearchFilters),
			query: readQuery(context, itemIndex),
			searchType: searchTypes.images,
			limit: readSearchLimit(context, itemIndex, MOST_IMAGES),
		};
		const toOutput = readOutput(context, itemIndex, imageFields);
		return oneSearch(endpoints.search.images.private, fields, itemIndex, toOutput);
	},
};
