import { getVideo } from '../../api/videos';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import type { Operation } from '../operation';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the status and details of a video',
	description: 'Get the status and the details of one video by its number',
	properties: [videoNumberProperty, additionalFieldsProperty(lookUpFields)],
	prepare(context, [itemIndex]) {
		const videoNo = readVideoNumber(context, itemIndex);
		const scope = readUniqueId(context, itemIndex);
		return {
			async send(client) {
				const video = await getVideo(client, videoNo, scope);
				if (!video) throw notFound(videoNo, scope);
				return [{ json: video, pairedItem: itemIndex }];
			},
		};
	},
};

function notFound(videoNo: string, uniqueId: string | undefined): InvalidParameter {
	return new InvalidParameter(
		`Video ${videoNo} was not found`,
		uniqueId === undefined
			? 'It was looked for without a Unique ID. A video that was uploaded with one is only found with the same one.'
			: `It was looked for with Unique ID ${uniqueId}. A video is only found with the Unique ID that it was uploaded with.`,
	);
}
