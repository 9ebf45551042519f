import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from '../errors/agentTool';
import { InvalidParameter } from '../errors/invalidParameter';

/** What a file is for, and what an agent can do without one. */
const USES = {
	upload: {
		missing: 'there is nothing to upload',
		advice:
			'Use the operation Upload URL, with a direct link to a video. Files and images are uploaded by a Memories.ai node of the workflow.',
	},
	search: {
		missing: 'there is no image to search with',
		advice:
			'Use the operation Search, and say in words what the image shows. By image, a Memories.ai node of the workflow can search.',
	},
};

type Use = keyof typeof USES;

/**
 * An agent hands texts to its tools, never files, so there is none under any name. An expression can
 * still hand over one of an earlier node.
 *
 * @param source what the parameter holds: the name of a binary field, or the binary data itself
 * @param label the parameter, as the screen labels it
 * @throws InvalidParameter when it is the name of a file, and the node is an agent's tool
 */
export function refuseNameInTool(
	context: IExecuteFunctions,
	source: unknown,
	label: string,
	use: Use = 'upload',
): void {
	if (typeof source !== 'string' || !isTool(context.getNode())) return;
	const { missing, advice } = USES[use];
	throw new InvalidParameter(
		`${label}: an AI agent hands no files to its tools, so ${missing}`,
		advice,
	);
}
