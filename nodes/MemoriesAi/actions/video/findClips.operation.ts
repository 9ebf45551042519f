import { endpoints } from '../../api/endpoints';
import { hitFields } from '../../api/hits';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { parseText } from '../../parameters/parse';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import { NOTHING_FOUND } from '../nothingFound';
import { oneSearch } from '../oneSearch';
import type { Operation } from '../operation';
import { queryImageProperties, readQueryImage } from '../queryImage';

const PROMPT = 'Prompt';

export const findClips: Operation = {
	value: 'findClips',
	name: 'Find Clips by Image',
	action: 'Find clips of one video that look like an image',
	description: 'Find the clips of one video that show what is in an image, best first',
	hintIfEmpty: NOTHING_FOUND,
	properties: [
		videoNumberProperty,
		...queryImageProperties,
		{
			displayName: PROMPT,
			name: 'prompt',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. focus on the red shirt, ignore the background',
			description: 'What of the image matters, best in English',
		},
		additionalFieldsProperty(lookUpFields),
		...outputProperties(hitFields),
	],
	handlesFiles: true,
	async prepare(context, [itemIndex]) {
		const videoNo = readVideoNumber(context, itemIndex);
		const prompt = parseText(context.getNodeParameter('prompt', itemIndex), PROMPT);
		if (prompt === undefined) {
			throw new InvalidParameter(`${PROMPT} is empty`, 'Say what of the image to look for.');
		}
		const fields = {
			videoNo,
			prompt,
			uniqueId: readUniqueId(context, itemIndex),
			file: await readQueryImage(context, itemIndex),
		};
		const toOutput = readOutput(context, itemIndex, hitFields);
		return oneSearch(endpoints.search.clips.private, fields, itemIndex, toOutput, { videoNo });
	},
};
