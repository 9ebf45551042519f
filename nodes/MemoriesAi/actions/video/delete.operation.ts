import type { IExecuteFunctions } from 'n8n-workflow';

import { endpoints } from '../../api/endpoints';
import { isPublic } from '../../api/videos';
import { InvalidParameter, readForItem } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import { groupItems } from '../groupItems';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

/** Documented, for one request. */
const MOST_VIDEOS = 100;

export const deleteVideo: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a video',
	description: 'Delete a video from your private library, for good',
	properties: [
		{
			...videoNumberProperty,
			description:
				'The videoNo that an upload put out. Memories.ai does not tell whether there was such a video.',
		},
		additionalFieldsProperty(lookUpFields),
	],
	group: (context, itemCount) =>
		groupItems(itemCount, MOST_VIDEOS, (item) => readUniqueId(context, item) ?? ''),
	async prepare(context, items) {
		const videoNos = await Promise.all(
			items.map(async (item) => await readForItem(item, () => readPrivateVideo(context, item))),
		);
		const fields = {
			videoNos: [...new Set(videoNos)],
			uniqueId: readUniqueId(context, items[0]),
		};
		return oneRequest(endpoints.video.delete, fields, () =>
			items.map((item, index) => ({
				json: { deleted: true, videoNo: videoNos[index] },
				pairedItem: item,
			})),
		);
	},
};

function readPrivateVideo(context: IExecuteFunctions, item: number): string {
	const videoNo = readVideoNumber(context, item);
	if (!isPublic(videoNo)) return videoNo;
	throw new InvalidParameter(
		`Video ${videoNo} is in the public library and cannot be deleted`,
		'Videos of the public library are permanent. Only those of your private library can be deleted.',
	);
}
