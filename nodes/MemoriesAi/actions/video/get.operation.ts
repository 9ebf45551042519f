import { getVideo } from '../../api/videos';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { lookUpFields, notFound, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import type { Operation } from '../operation';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a video',
	description: 'Get the status and the metadata of a video',
	properties: [videoNumberProperty, additionalFieldsProperty(lookUpFields)],
	prepare(context, [itemIndex]) {
		const videoNo = readVideoNumber(context, itemIndex);
		const scope = readUniqueId(context, itemIndex);
		return {
			async send(client) {
				const video = await getVideo(client, videoNo, scope);
				if (!video) throw notFound('video', videoNo, scope);
				return [{ json: video, pairedItem: itemIndex }];
			},
		};
	},
};
