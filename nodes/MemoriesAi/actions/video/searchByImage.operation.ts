import { endpoints } from '../../api/endpoints';
import { hitFields } from '../../api/hits';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { describeGiven, parseNumber } from '../../parameters/parse';
import { platformProperty, readPlatform } from '../../parameters/platform';
import { readUniqueId, uniqueIdField } from '../../parameters/uniqueId';
import { NOTHING_FOUND } from '../nothingFound';
import { oneSearch } from '../oneSearch';
import type { Operation } from '../operation';
import { queryImageProperties, readQueryImage } from '../queryImage';
import { readLibrary, searchedLibraryProperty } from './library';

const SIMILARITY = 'Similarity';

export const searchByImage: Operation = {
	value: 'searchByImage',
	name: 'Search by Image',
	action: 'Search videos for scenes that look like an image',
	description: 'Find the moments in videos that look like an image, best first',
	hintIfEmpty: NOTHING_FOUND,
	properties: [
		searchedLibraryProperty,
		...queryImageProperties,
		{
			displayName: SIMILARITY,
			name: 'similarity',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.85,
			description: 'How much a scene must look like the image, from 0 to 1. Lower it to find more.',
		},
		{ ...platformProperty, displayOptions: { show: { library: ['public'] } } },
		{
			...additionalFieldsProperty({ uniqueId: uniqueIdField('filter') }),
			displayOptions: { show: { library: ['private'] } },
		},
		...outputProperties(hitFields),
	],
	handlesFiles: true,
	async prepare(context, [itemIndex]) {
		const library = readLibrary(context, itemIndex);
		const fields = {
			file: await readQueryImage(context, itemIndex),
			similarity: parseSimilarity(context.getNodeParameter('similarity', itemIndex)),
			...(library === 'private'
				? { uniqueId: readUniqueId(context, itemIndex) }
				: { platform: readPlatform(context, itemIndex) }),
		};
		const toOutput = readOutput(context, itemIndex, hitFields);
		return oneSearch(endpoints.search.similar[library], fields, itemIndex, toOutput);
	},
};

function parseSimilarity(value: unknown): number | undefined {
	const similarity = parseNumber(value, SIMILARITY);
	if (similarity === undefined || similarity <= 1) return similarity;
	throw new InvalidParameter(`${SIMILARITY} must be a number from 0 to 1`, describeGiven(value));
}
