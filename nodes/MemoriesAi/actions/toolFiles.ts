import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isTool } from '../errors/agentTool';
import { InvalidParameter } from '../errors/invalidParameter';

/** What a file is for, and what an agent can do without one. */
const USES = {
	upload: {
		instead: 'Use Upload URL, or upload in the workflow itself.',
		missing: 'there is nothing to upload',
		advice:
			'Use the operation Upload URL, with a direct link to a video. Files and images are uploaded by a Memories.ai node of the workflow.',
	},
	search: {
		instead: 'Use Search, which takes words, or search by image in the workflow itself.',
		missing: 'there is no image to search with',
		advice:
			'Use the operation Search, and say in words what the image shows. By image, a Memories.ai node of the workflow can search.',
	},
};

type Use = keyof typeof USES;

/** Shown where the node is chosen as an agent's tool. */
export const noFilesNotice = noticeFor('upload');
export const noImageNotice = noticeFor('search');

function noticeFor(use: Use): INodeProperties {
	return {
		displayName: `An AI agent hands no files to its tools. ${USES[use].instead}`,
		name: 'noFilesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '@tool': [true] } },
	};
}

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
