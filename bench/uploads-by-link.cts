import {
	memoriesAi,
	type Receiver,
	receiverOf,
	setFields,
	START,
} from '../test/e2e/build-workflow.cjs';
import { UPLOAD } from './senders.cjs';
import type { FreshN8n, Stage } from './stage.cjs';
import { webhookNode } from './webhook-node.cjs';

/** Name of the node at the end, which puts the link of its execution beside what came of it. */
export const RESULT = 'Result';

/**
 * A workflow that uploads one link: each call of its URL with `{ link }` starts an execution.
 *
 * @param parameters of Video: Upload URL, beside the link
 */
export async function uploadsByLink(
	{ client, process: { url } }: FreshN8n,
	{ memoriesAi: credential }: Stage,
	parameters: Record<string, unknown>,
): Promise<Receiver> {
	const upload = memoriesAi(
		UPLOAD,
		{ resource: 'video', operation: 'uploadUrl', url: '={{ $json.body.link }}', ...parameters },
		credential,
	);
	const link = `={{ $('${START}').first().json.body.link }}`;
	const result = setFields(RESULT, { link }, { includeOtherFields: true });
	return await receiverOf({ client, n8nUrl: url }, webhookNode(START), upload, result);
}

/** Links that all differ. */
export function linksOf(count: number): string[] {
	return Array.from({ length: count }, (_, at) => `https://example.com/${at}.mp4`);
}
