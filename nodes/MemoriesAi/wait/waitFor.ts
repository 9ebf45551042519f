import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parseChoice } from '../parameters/parse';

const WAIT_FOR = ['nothing', 'polling', 'callback'] as const;

export type WaitFor = (typeof WAIT_FOR)[number];

/** Whether, and how, an upload or scrape waits. */
export const waitForProperty: INodeProperties = {
	displayName: 'Wait For',
	name: 'waitFor',
	type: 'options',
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

/** @throws InvalidParameter when an expression yields something else */
export function readWaitFor(context: IExecuteFunctions, itemIndex: number): WaitFor {
	const { name, displayName } = waitForProperty;
	return parseChoice(context.getNodeParameter(name, itemIndex, 'nothing'), displayName, WAIT_FOR);
}
