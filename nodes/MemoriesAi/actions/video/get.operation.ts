import { videoFields } from '../../api/videoDetails';
import { getVideo } from '../../api/videos';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { lookUpFields, notFound, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import type { Operation } from '../operation';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the status and details of a video',
	description: 'Get the status and the details of one video by its number',
	properties: [
		videoNumberProperty,
		additionalFieldsProperty(lookUpFields),
		...outputProperties(videoFields),
	],
	prepare(context, [itemIndex]) {
		const videoNo = readVideoNumber(context, itemIndex);
		const scope = readUniqueId(context, itemIndex);
		const toOutput = readOutput(context, itemIndex, videoFields);
		return {
			async send(client) {
				const video = await getVideo(client, videoNo, scope);
				if (!video) throw notFound('video', videoNo, scope);
				return [{ json: toOutput(video), pairedItem: itemIndex }];
			},
		};
	},
};
