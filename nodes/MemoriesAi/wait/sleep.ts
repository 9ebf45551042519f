import { randomUUID } from 'crypto';

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { resumeUrlOf } from '../api/resumeUrl';
import { heartbeat } from './heartbeat';
import { toItems } from './output';
import type { Wait } from './state';
import { writeState } from './state';

/**
 * Lets the execution sleep until a callback or the deadline.
 *
 * At the deadline n8n skips this node and hands on its input items. So they are replaced here, in
 * place, by what is to come out then.
 */
export async function sleepUntilCalled(
	context: IExecuteFunctions,
	wait: Wait,
): Promise<INodeExecutionData[]> {
	writeState(context, { ...wait, id: randomUUID() });
	const items = toItems(wait);
	const input = context.getInputData();
	input.splice(0, input.length, ...items);
	await context.putExecutionToWait(new Date(Date.now() + wait.settings.timeoutMs));
	void heartbeat(context, resumeUrlOf(context));
	// Not the input's own array: where there is an error output, n8n empties what is returned.
	return items;
}
