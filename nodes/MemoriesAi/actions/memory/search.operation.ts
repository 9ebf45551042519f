import { endpoints } from '../../api/endpoints';
import { collectMemories } from '../../api/memories';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { memoryFilters } from '../../parameters/memoryFields';
import { parseText } from '../../parameters/parse';
import { limitProperty, readReturnLimit } from '../../parameters/returnAll';
import { NO_MEMORY_FOUND } from '../nothingFound';
import type { Operation } from '../operation';

export const search: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search memories',
	description: 'Find texts of the personal memory by what they are about',
	hintIfEmpty: NO_MEMORY_FOUND,
	properties: [
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Where do I live?',
			description: 'What to look for, in words of your own',
		},
		limitProperty,
		additionalFieldsProperty(memoryFilters),
	],
	prepare(context, [itemIndex]) {
		const query = parseText(context.getNodeParameter('query', itemIndex), 'Query');
		if (query === undefined) {
			throw new InvalidParameter('Query is empty', 'Enter what to look for.');
		}
		const limit = readReturnLimit(context, itemIndex);
		const fields = { ...readAdditionalFields(context, itemIndex, memoryFilters), query };
		return {
			check: (client) => client.check(endpoints.memory.search, fields),
			async send(client) {
				const memories = await collectMemories(client, endpoints.memory.search, fields, limit);
				return memories.map((json) => ({ json, pairedItem: itemIndex }));
			},
		};
	},
};
