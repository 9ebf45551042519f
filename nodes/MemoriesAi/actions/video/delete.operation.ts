import { endpoints } from '../../api/endpoints';
import { readForItem } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readPrivateVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import { groupItems } from '../groupItems';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

/** Documented, for one request. */
const MOST_VIDEOS = 100;

export const deleteVideo: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Permanently delete a video',
	description: 'Permanently delete a video from your private library',
	properties: [
		{
			...videoNumberProperty,
			description:
				'Number of the video, which starts with VI: the videoNo in the output of an upload. Memories.ai does not tell whether there was such a video.',
		},
		additionalFieldsProperty(lookUpFields),
	],
	group: (context, itemCount) =>
		groupItems(itemCount, MOST_VIDEOS, (item) => readUniqueId(context, item) ?? ''),
	async prepare(context, items) {
		const videoNos = await Promise.all(
			items.map(
				async (item) =>
					await readForItem(item, () => readPrivateVideoNumber(context, item, 'deleted')),
			),
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
