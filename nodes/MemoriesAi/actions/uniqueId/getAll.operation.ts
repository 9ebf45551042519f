import { listAllUniqueIds } from '../../api/uniqueIds';
import type { Operation } from '../operation';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many Unique IDs',
	description: 'List all Unique IDs of the account: the namespaces that its videos are in',
	properties: [],
	prepare(_context, [itemIndex]) {
		return {
			async send(client) {
				const uniqueIds = await listAllUniqueIds(client);
				return uniqueIds.map((unique_id) => ({ json: { unique_id }, pairedItem: itemIndex }));
			},
		};
	},
};
