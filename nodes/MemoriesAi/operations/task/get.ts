import { additionalFieldsProperty, readUniqueId } from '../../../parameters/additionalFields';
import { InvalidParameter } from '../../../parameters/invalidParameter';
import { readText } from '../../../parameters/values';
import { begin } from '../../../waiting/job';
import { look } from '../../../waiting/look';
import { statesOf } from '../../../waiting/results';
import type { Operation } from '../operation';
import { asker } from '../request';

export const getTask: Operation = {
	resource: 'task',
	value: 'get',
	name: 'Get Status',
	action: 'Get the status of a task',
	description: 'Get the videos of a scrape, and how far each has come',
	fields: [
		{
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 31b0fccb-d6f9-4135-922d-1e8828499812',
			description: 'The taskId that a scrape put out',
		},
		additionalFieldsProperty(['uniqueId']),
	],
	async run(context, [itemIndex]) {
		const taskId = readText(context.getNodeParameter('taskId', itemIndex), 'Task ID');
		if (taskId === undefined) {
			throw new InvalidParameter('Task ID is empty', 'Enter the taskId of a scrape.');
		}
		const job = {
			item: itemIndex,
			json: { taskId },
			taskId,
			uniqueId: readUniqueId(context, itemIndex),
		};
		const progress = await look(asker(context, itemIndex), [begin(job)], 'indexed');
		return progress.flatMap(statesOf).map((json) => ({ json, pairedItem: itemIndex }));
	},
};
