import type { CollectionField } from './collection';
import { parseCoordinate } from './parse';

/** The largest distance from zero, in degrees. */
const LARGEST = { Latitude: 90, Longitude: 180 };

/**
 * @param describe what the field does, in words for users, with the range where that helps
 */
export function coordinateField(
	displayName: keyof typeof LARGEST,
	describe: (range: string) => string,
) {
	const largest = LARGEST[displayName];
	return {
		property: {
			displayName,
			type: 'number',
			typeOptions: { minValue: -largest, maxValue: largest },
			default: 0,
			description: describe(`from -${largest} to ${largest}`),
		},
		parse: (value, label) => parseCoordinate(value, label, largest),
	} satisfies CollectionField<number>;
}
