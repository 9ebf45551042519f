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
			name: 'Nothing',
			value: 'nothing',
			description: 'Go on at once, before the video is indexed',
		},
		{
			name: 'Video Is Ready: Ask Regularly',
			value: 'polling',
			description: 'The workflow keeps running and asks Memories.ai every 5 to 30 seconds',
		},
		{
			name: 'Video Is Ready: Sleep Until Called Back',
			value: 'callback',
			description:
				'The workflow sleeps in the database, uses nothing meanwhile, and survives a restart. Memories.ai must be able to reach this n8n.',
		},
	],
	default: 'nothing',
	description: 'When the workflow goes on',
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
