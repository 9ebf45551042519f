import { endpoints } from '../../api/endpoints';
import { collectMemories } from '../../api/memories';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { memoryFilters } from '../../parameters/memoryFields';
import { readReturnLimit, returnAllProperties } from '../../parameters/returnAll';
import type { Operation } from '../operation';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many memories',
	description: 'List the texts of the personal memory, all or filtered',
	properties: [...returnAllProperties, additionalFieldsProperty(memoryFilters)],
	prepare(context, [itemIndex]) {
		const limit = readReturnLimit(context, itemIndex);
		const fields = readAdditionalFields(context, itemIndex, memoryFilters);
		return {
			check: (client) => client.check(endpoints.memory.list, fields),
			async send(client) {
				const memories = await collectMemories(client, endpoints.memory.list, fields, limit);
				return memories.map((json) => ({ json, pairedItem: itemIndex }));
			},
		};
	},
};
