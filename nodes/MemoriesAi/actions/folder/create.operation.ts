import { endpoints } from '../../api/endpoints';
import { requireId } from '../../api/requireId';
import { folderNameProperty, readFolderName } from '../../parameters/folderName';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a folder',
	description: 'Create a folder in your private library, to sort videos into',
	properties: [folderNameProperty],
	prepare(context, [itemIndex]) {
		const name = readFolderName(context, itemIndex);
		return oneRequest(endpoints.folder.create, { name }, (data) => [
			{ json: requireId(context, itemIndex, data, 'folder_id'), pairedItem: itemIndex },
		]);
	},
};
