import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField, CollectionFields } from './collection';
import { parseDateTime } from './dateTime';
import { folderIdField } from './folder';
import { parseText } from './parse';
import { coordinateField } from './place';
import { uniqueIdField } from './uniqueId';
import { videoNumbersField } from './videoNumber';

/** Documented, for one search. */
const MOST_VIDEOS = 100;

const filteringLevelField = {
	property: {
		displayName: 'Filtering Level',
		type: 'options',
		// From the fewest left out to the most.
		options: [
			{ name: 'Low', value: 'low', description: 'Leave out what scores below 0.15' },
			{ name: 'Medium', value: 'medium', description: 'Leave out what scores below 0.225' },
			{ name: 'High', value: 'high', description: 'Leave out what scores below 0.4' },
		],
		default: 'medium',
		description: 'How well a result must fit the query. Without this filter everything counts.',
	},
	parse: parseText,
} satisfies CollectionField<string>;

/** @param things that are searched for, in plural */
function privateFilters(things: 'Videos' | 'Images') {
	return {
		cameraModel: {
			property: {
				displayName: 'Camera Model',
				type: 'string',
				default: '',
				placeholder: 'e.g. Canon EOS 5D',
				description: `${things} recorded with this camera, exactly as it was uploaded`,
			},
			parse: parseText,
		},
		datetimeTaken: {
			property: {
				displayName: 'Date Taken',
				type: 'dateTime',
				default: '',
				description: `When the ${things.toLowerCase()} were recorded, in the workflow's time zone. Memories.ai does not say whether later ones are found as well.`,
			},
			parse: (value, label, { timezone }) => parseDateTime(value, label, timezone),
		},
		filteringLevel: filteringLevelField,
		folderId: described(
			folderIdField('filter'),
			`${things} of this folder; -1 is the default folder`,
		),
		latitude: coordinateField(
			'Latitude',
			() => `${things} recorded near this place; needs Longitude as well`,
		),
		longitude: coordinateField(
			'Longitude',
			() => `${things} recorded near this place; needs Latitude as well`,
		),
		tag: {
			property: {
				displayName: 'Tag',
				type: 'string',
				default: '',
				placeholder: 'e.g. holiday',
				description: `${things} with this tag; one tag`,
			},
			parse: parseText,
		},
		uniqueId: uniqueIdField(things === 'Videos' ? 'filter' : 'filterImages'),
	} satisfies CollectionFields;
}

function described<F extends CollectionField>(field: F, description: string): F {
	return { ...field, property: { ...field.property, description } };
}

/** What a search of the private library can be narrowed by. */
export const videoSearchFilters = {
	...privateFilters('Videos'),
	videoNos: {
		...videoNumbersField,
		parse(value, label) {
			const videoNos = videoNumbersField.parse(value, label);
			if (videoNos === undefined || videoNos.length <= MOST_VIDEOS) return videoNos;
			throw new InvalidParameter(
				`${label} must not be more than ${MOST_VIDEOS}`,
				`There are ${videoNos.length}. Split them over several items, or filter by a tag.`,
			);
		},
	},
} satisfies CollectionFields;

export const imageSearchFilters = privateFilters('Images');

/** The same of the public library, which knows nothing of accounts. */
export const publicSearchFilters = {
	filteringLevel: filteringLevelField,
} satisfies CollectionFields;
