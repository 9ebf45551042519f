import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isTool } from '../errors/agentTool';
import { InvalidParameter } from '../errors/invalidParameter';

/** Shown where the node is chosen as an agent's tool, for what puts out a file. */
export const noOutputFilesNotice: INodeProperties = {
	displayName:
		'An AI agent gets no files from its tools. Use this in the workflow, before or after the agent.',
	name: 'noOutputFilesNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};

/**
 * n8n drops the files that a tool puts out, and some of them are paid for.
 *
 * @param what the file is, for the message
 * @throws InvalidParameter when the node is an agent's tool
 */
export function refuseOutputFileInTool(context: IExecuteFunctions, what: string): void {
	if (!isTool(context.getNode())) return;
	throw new InvalidParameter(
		`An AI agent gets no files from its tools, so the ${what} would be lost`,
		'Nothing was sent. Use a Memories.ai node of the workflow for files, before or after the agent; what is said in a video comes as text from Transcript: Get, with One Item as Format.',
	);
}
