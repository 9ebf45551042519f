import { endpoints } from '../../api/endpoints';
import { readForItem } from '../../errors/invalidParameter';
import { folderIdProperty, readFolderId } from '../../parameters/folder';
import { readPrivateVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import { groupItems } from '../groupItems';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

/** Documented, for one request. */
const MOST_VIDEOS = 500;

export const move: Operation = {
	value: 'move',
	name: 'Move to Folder',
	action: 'Move a video to a folder',
	description: 'Move a video of your private library to another folder',
	properties: [
		{
			...videoNumberProperty,
			description:
				'Number of the video, which starts with VI: the videoNo in the output of an upload',
		},
		folderIdProperty(
			'target',
			'Folder to move it to: the folder_id in the output of Folder: Get Many; -1 is the default folder. It must be there already.',
		),
	],
	group: (context, itemCount) =>
		groupItems(itemCount, MOST_VIDEOS, (item) => String(readFolderId(context, item))),
	async prepare(context, items) {
		const folderId = readFolderId(context, items[0]);
		const videoNos = await Promise.all(
			items.map(
				async (item) =>
					await readForItem(item, () => readPrivateVideoNumber(context, item, 'moved')),
			),
		);
		const fields = { folderId, videoNos: [...new Set(videoNos)] };
		return oneRequest(endpoints.folder.moveVideos, fields, () =>
			items.map((item, index) => ({
				json: { moved: true, videoNo: videoNos[index], folder_id: String(folderId) },
				pairedItem: item,
			})),
		);
	},
};
