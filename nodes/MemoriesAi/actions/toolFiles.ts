import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isTool } from '../errors/agentTool';
import { InvalidParameter } from '../errors/invalidParameter';

/** Shown where the node is chosen as an agent's tool. */
export const noFilesNotice: INodeProperties = {
	displayName:
		'An AI agent hands no files to its tools. Use Upload URL, or upload in the workflow itself.',
	name: 'noFilesNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};

/**
 * An agent hands texts to its tools, never files, so there is none under any name. An expression can
 * still hand over one of an earlier node.
 *
 * @param source what the parameter holds: the name of a binary field, or the binary data itself
 * @param label the parameter, as the screen labels it
 * @throws InvalidParameter when it is the name of a file, and the node is an agent's tool
 */
export function refuseNameInTool(context: IExecuteFunctions, source: unknown, label: string): void {
	if (typeof source !== 'string' || !isTool(context.getNode())) return;
	throw new InvalidParameter(
		`${label}: an AI agent hands no files to its tools, so there is nothing to upload`,
		'Use the operation Upload URL, with a direct link to a video. Files and images are uploaded by a Memories.ai node of the workflow.',
	);
}
