import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { parseText } from '../../parameters/parse';
import { lookUpFields, notFound, readUniqueId } from '../../parameters/uniqueId';
import { checkTask } from '../../wait/check';
import { statesOf } from '../../wait/results';
import type { Operation } from '../operation';

export const get: Operation = {
	value: 'get',
	name: 'Get Status',
	action: 'Get the videos and status of a scrape',
	description: 'Get the videos that a scrape has brought so far, and how far each has come',
	properties: [
		{
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			required: true,
			default: '={{ $json.taskId }}',
			placeholder: 'e.g. 31b0fccb-d6f9-4135-922d-1e8828499812',
			description:
				'The scrape to look up: the taskId in the output of Scrape Platform, Scrape Creator or Scrape Hashtag',
		},
		additionalFieldsProperty(lookUpFields),
	],
	prepare(context, [itemIndex]) {
		const taskId = parseText(context.getNodeParameter('taskId', itemIndex), 'Task ID');
		if (taskId === undefined) {
			throw new InvalidParameter('Task ID is empty', 'Enter the taskId of a scrape.');
		}
		const uniqueId = readUniqueId(context, itemIndex);
		const job = { item: itemIndex, json: { taskId }, taskId, uniqueId };
		return {
			async send(client) {
				const progress = await checkTask(client, job);
				if (!progress) throw notFound('task', taskId, uniqueId);
				return statesOf(progress).map((json) => ({ json, pairedItem: itemIndex }));
			},
		};
	},
};
