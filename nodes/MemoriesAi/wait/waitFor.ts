import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parseChoice } from '../parameters/parse';

const WAIT_FOR = ['nothing', 'polling', 'callback'] as const;

export type WaitFor = (typeof WAIT_FOR)[number];

/** Whether, and how, an upload or scrape waits. */
export const waitForProperty: INodeProperties = {
	displayName: 'Wait For',
	name: 'waitFor',
	type: 'options',
	// One sleep and one way of asking serve all items.
	noDataExpression: true,
	// From the simplest to the most elaborate.
	options: [
		{
			name: 'No',
			value: 'nothing',
			description: 'Go on at once; the video is indexed later',
		},
		{
			name: 'Until Indexed (Polling)',
			value: 'polling',
			description: 'The workflow keeps running, and asks Memories.ai every 5 to 30 seconds',
		},
		{
			name: 'Until Indexed (Callback)',
			value: 'callback',
			description:
				'The workflow sleeps in the database, uses nothing meanwhile, and survives a restart. Memories.ai must be able to reach this n8n.',
		},
	],
	default: 'nothing',
	description:
		'Whether the workflow waits until the video is indexed, which is when it can be searched and asked about. That takes minutes.',
};

/**
 * The first item's choice holds for all, because they wait together.
 *
 * @throws InvalidParameter when an expression yields something else
 */
export function readWaitFor(context: IExecuteFunctions): WaitFor {
	const { name, displayName } = waitForProperty;
	return parseChoice(context.getNodeParameter(name, 0, 'nothing'), displayName, WAIT_FOR);
}
