import { endpoints } from '../../api/endpoints';
import { folderIdProperty, readOwnFolderId } from '../../parameters/folder';
import { folderNameProperty, readFolderName } from '../../parameters/folderName';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

export const rename: Operation = {
	value: 'rename',
	name: 'Rename',
	action: 'Rename a folder',
	description: 'Give a folder another name; its videos stay in it',
	properties: [
		folderIdProperty('own', 'Folder to rename: the folder_id in the output of Folder: Get Many'),
		folderNameProperty,
	],
	prepare(context, [itemIndex]) {
		const folderId = readOwnFolderId(context, itemIndex);
		const name = readFolderName(context, itemIndex);
		// What was sent, not what came back: it has all digits, and some replies have no data.
		return oneRequest(endpoints.folder.rename, { folderId, name }, () => [
			{ json: { folder_id: String(folderId), folder_name: name }, pairedItem: itemIndex },
		]);
	},
};
