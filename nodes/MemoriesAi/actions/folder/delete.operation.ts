import { endpoints } from '../../api/endpoints';
import { folderIdProperty, readOwnFolderId } from '../../parameters/folder';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

export const deleteFolder: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Permanently delete a folder',
	description:
		'Permanently delete a folder. Memories.ai refuses it while indexed videos are in it.',
	properties: [
		folderIdProperty(
			'own',
			'Folder to delete: the folder_id in the output of Folder: Get Many. Move its videos to another folder first.',
		),
	],
	prepare(context, [itemIndex]) {
		const folderId = readOwnFolderId(context, itemIndex);
		return oneRequest(endpoints.folder.delete, { folderId }, () => [
			{ json: { deleted: true, folder_id: String(folderId) }, pairedItem: itemIndex },
		]);
	},
};
