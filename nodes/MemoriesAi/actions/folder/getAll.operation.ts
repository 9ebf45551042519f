import { listFolders } from '../../api/folders';
import type { Operation } from '../operation';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many folders',
	description: 'List all folders of your private library, each with its ID and name',
	properties: [],
	prepare(_context, [itemIndex]) {
		return {
			async send(client) {
				const folders = await listFolders(client);
				return folders.map((json) => ({ json, pairedItem: itemIndex }));
			},
		};
	},
};
