import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CollectionFields, CollectionValues } from './collection';
import { collectionProperty, readCollection } from './collection';
import { checkCombination } from './combination';
import { parseTimestamp } from './dateTime';
import { folderIdField } from './folder';
import { parseText } from './parse';
import { coordinateField } from './place';
import { uniqueIdField } from './uniqueId';
import { videoNumbersField } from './videoNumber';

/** What the videos of the private library can be filtered by. */
const videoFilters = {
	cameraModel: {
		property: {
			displayName: 'Camera Model',
			type: 'string',
			default: '',
			placeholder: 'e.g. Canon EOS 5D',
			description: 'Exactly as it was uploaded; finds indexed videos only',
		},
		parse: parseText,
	},
	datetimeTaken: {
		property: {
			displayName: 'Taken From',
			type: 'dateTime',
			default: '',
			description: 'Videos recorded then or later',
		},
		parse: (value, label, { timezone }) => parseTimestamp(value, label, timezone),
	},
	folderId: folderIdField('filter'),
	latitude: coordinateField(
		'Latitude',
		() => 'Videos within about 20 km of this place; needs Longitude as well',
	),
	longitude: coordinateField(
		'Longitude',
		() => 'Videos within about 20 km of this place; needs Latitude as well',
	),
	status: {
		property: {
			displayName: 'Status',
			type: 'options',
			options: [
				{ name: 'Failed', value: 'FAILED' },
				{ name: 'Indexed', value: 'PARSE' },
				{ name: 'Not Indexed Yet', value: 'UNPARSE' },
			],
			default: 'PARSE',
			description: 'How far the videos have come',
		},
		parse: parseText,
	},
	tag: {
		property: {
			displayName: 'Tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. holiday',
			description: 'One tag; finds indexed videos only',
		},
		parse: parseText,
	},
	uniqueId: uniqueIdField('filter'),
	videoName: {
		property: {
			displayName: 'Video Name',
			type: 'string',
			default: '',
			placeholder: 'e.g. interview',
			description: 'The name that Memories.ai shows, exactly',
		},
		parse: parseText,
	},
	videoNos: videoNumbersField,
} satisfies CollectionFields;

const NAME = 'filters';

/** The "Filters" collection of an operation. */
export function filtersProperty(fields: CollectionFields): INodeProperties {
	return collectionProperty(
		{ displayName: 'Filters', name: NAME, placeholder: 'Add Filter' },
		fields,
	);
}

/** @throws InvalidParameter when a value, or two together, cannot be used */
export function readFilters<F extends CollectionFields>(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: F,
): CollectionValues<F> {
	const filters = readCollection(context, itemIndex, NAME, fields);
	checkCombination(filters);
	return filters;
}

/** The filters of an operation that lists videos. */
export const videoFiltersProperty = filtersProperty(videoFilters);

/** @throws InvalidParameter when a value, or two together, cannot be used */
export function readVideoFilters(context: IExecuteFunctions, itemIndex: number) {
	return readFilters(context, itemIndex, videoFilters);
}
