import { type AllRuns, everyItem } from '../test/e2e/every-item.cjs';
import { until } from '../test/n8n/until.cjs';
import type { FreshN8n } from './stage.cjs';

/** The statuses of executions that have come to their end. */
export const ENDED = ['success', 'error', 'crashed', 'canceled'];

const LOOK_EVERY_MS = 500;
const READY_DEADLINE_MS = 120_000;

/** While its database is busy, n8n answers no question about its executions. */
async function isReady({ process: { url } }: FreshN8n): Promise<boolean> {
	const { ok } = await fetch(`${url}/healthz/readiness`);
	return ok;
}

/**
 * Waits until so many executions of the workflow, or more, have one of these statuses.
 *
 * @throws Error with how many there were at last
 */
export async function untilCount(
	n8n: FreshN8n,
	workflowId: string,
	statuses: readonly string[],
	wanted: number,
	deadlineMs: number,
): Promise<void> {
	let count = 0;
	const reached = await until(
		async () => {
			if (!(await isReady(n8n))) return false;
			({ count } = await n8n.client.executions(workflowId, statuses));
			return count >= wanted;
		},
		deadlineMs,
		LOOK_EVERY_MS,
	);
	if (reached !== true) {
		throw new Error(`${count} executions are ${statuses.join(' or ')} instead of ${wanted}`);
	}
}

/** What a node has handed on in all runs of the workflow, when all is quiet. */
export async function runsOf(
	n8n: FreshN8n,
	workflowId: string,
	nodeName: string,
): Promise<AllRuns> {
	await until(() => isReady(n8n), READY_DEADLINE_MS);
	return await everyItem({ n8nUrl: n8n.process.url, client: n8n.client }, workflowId, nodeName);
}
