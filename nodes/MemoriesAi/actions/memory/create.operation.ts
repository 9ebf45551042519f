import { endpoints } from '../../api/endpoints';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { memoriesProperty, readMemories } from '../../parameters/memoryTexts';
import { newMemoryFields } from '../../parameters/memoryFields';
import { isJsonObject } from '../../transport/json';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

export const create: Operation = {
	value: 'create',
	name: 'Add',
	action: 'Add memories',
	description:
		'Add texts to the personal memory, such as facts or what was said, to be found and chatted about later',
	properties: [memoriesProperty, additionalFieldsProperty(newMemoryFields)],
	prepare(context, [itemIndex]) {
		const memories = readMemories(context, itemIndex);
		const fields = {
			...readAdditionalFields(context, itemIndex, newMemoryFields),
			memories,
		};
		return oneRequest(endpoints.memory.add, fields, (data) => [
			{
				json: { ...(isJsonObject(data) ? data : {}), added: memories.length },
				pairedItem: itemIndex,
			},
		]);
	},
};
