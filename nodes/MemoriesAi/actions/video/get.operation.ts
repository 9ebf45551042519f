import { getVideo } from '../../api/videos';
import { additionalFieldsProperty, readUniqueId } from '../../parameters/upload';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseText } from '../../parameters/parse';
import type { Operation } from '../operation';
import { asker } from '../../api/client';

export const get: Operation = {
	resource: 'video',
	value: 'get',
	name: 'Get',
	action: 'Get a video',
	description: 'Get the status and the metadata of a video',
	fields: [
		{
			displayName: 'Video Number',
			name: 'videoNo',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. VI606404158946574336',
			description: 'The videoNo that an upload put out',
		},
		additionalFieldsProperty(['uniqueId']),
	],
	async run(context, [itemIndex]) {
		const videoNo = parseText(context.getNodeParameter('videoNo', itemIndex), 'Video Number');
		if (videoNo === undefined) {
			throw new InvalidParameter('Video Number is empty', 'Enter the videoNo of an upload.');
		}
		const scope = readUniqueId(context, itemIndex);
		const video = await getVideo(asker(context, itemIndex), videoNo, scope);
		if (!video) {
			throw new InvalidParameter(
				`Video ${videoNo} was not found`,
				scope === undefined
					? 'It was looked for without a Unique ID. A video that was uploaded with one is only found with the same one.'
					: `It was looked for with Unique ID ${scope}. A video is only found with the Unique ID that it was uploaded with.`,
			);
		}
		return [{ json: video, pairedItem: itemIndex }];
	},
};
