import type { CollectionFields } from './collection';
import { parseTimestamp } from './dateTime';
import { parseJsonObject } from './jsonObject';
import { coordinateField } from './place';
import { tagsField } from './upload';
import { uniqueIdField } from './uniqueId';

/** As the API wants it here: as text. */
function placeField(displayName: 'Latitude' | 'Longitude', other: string) {
	const { property, parse } = coordinateField(
		displayName,
		(range) => `Where it was, ${range}. Needs ${other} as well.`,
	);
	return {
		property,
		parse: (value: unknown, label: string) => parse(value, label)?.toString(),
	};
}

/** What can be said of memories that are added. */
export const newMemoryFields = {
	latitude: placeField('Latitude', 'Longitude'),
	longitude: placeField('Longitude', 'Latitude'),
	memoriesAt: {
		property: {
			displayName: 'Date',
			type: 'dateTime',
			default: '',
			description: "When it was, in the workflow's time zone",
		},
		parse: (value, label, { timezone }) => {
			const timestamp = parseTimestamp(value, label, timezone);
			return timestamp === undefined ? undefined : new Date(timestamp).toISOString();
		},
	},
	tags: tagsField(),
	uniqueId: uniqueIdField('remember'),
} satisfies CollectionFields;

/** What memories that are listed or searched can be narrowed down by. */
export const memoryFilters = {
	filters: {
		property: {
			displayName: 'Filters',
			type: 'json',
			default: '{}',
			description:
				'Filters as a JSON object. Memories.ai takes any, and does not document which have an effect.',
		},
		parse: parseJsonObject,
	},
	uniqueId: uniqueIdField('recall'),
} satisfies CollectionFields;
