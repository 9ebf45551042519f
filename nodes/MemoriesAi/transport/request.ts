import type { IAllExecuteFunctions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { sleepUnlessAborted } from './abortableSleep';
import { rateLimiterOf } from './accountRateLimiter';
import type { ApiCall, ReplyData } from './apiCall';
import { encodeRequest } from './encode';
import type { ReplyKind } from './endpoint';
import { httpRequest } from './httpRequest';
import type { NodeRun } from './nodeRun';
import { nodeRunOf } from './nodeRun';
import type { Outcome } from './outcome';
import type { Turn } from './rateLimiter';
import { isRateLimited, retryDelay, shouldRetry } from './retry';

/**
 * Calls an endpoint, waits and repeats as far as that is safe, and reads the reply. All HTTP of
 * this package goes through here.
 *
 * @returns what became of the last try
 * @throws NodeOperationError when the execution is cancelled, the run halted before the request was
 *   sent, or its turn did not come in time
 */
export async function requestWithRetry<K extends ReplyKind>(
	call: ApiCall<K>,
): Promise<Outcome<ReplyData[K]>> {
	const { context, endpoint, route, fields, options } = call;
	const { answerBy = Infinity } = options;
	const run = nodeRunOf(context);
	const signal = call.signal ?? run.signal;
	const cancelSignal = call.signal ?? run.cancelSignal;
	const request = encodeRequest(route, fields);
	let outcome: Outcome<ReplyData[K]> | undefined;

	for (let retries = 0; ; retries++) {
		const turn = await waitForTurn(call, run, signal, retries > 0);
		if (!turn && outcome && !signal.aborted) return outcome;
		if (!turn) throw notSent(call, signal, cancelSignal);
		outcome = await httpRequest(withinTime(call), request, cancelSignal);
		if (cancelSignal?.aborted) throw cancelled(context.getNode(), options.itemIndex);

		const last = outcome;
		const delay = (retry: number) => retryDelay(last, retry);
		if (isRateLimited(last)) turn.refused(delay);
		else turn.succeeded();
		if (retries >= options.maxRetries || !shouldRetry(last, endpoint.effect)) return last;
		if (isRateLimited(last)) continue;
		const wait = delay(retries);
		if (Date.now() + wait >= answerBy) return last;
		await sleepUnlessAborted(wait, signal);
	}
}

/**
 * Waits for the run's turn, where the user has set how fast it may be, and then for the account's.
 *
 * @returns nothing when the run was halted, or the turn did not come in time
 */
async function waitForTurn<K extends ReplyKind>(
	{ account, endpoint, options }: ApiCall<K>,
	run: NodeRun,
	signal: AbortSignal,
	isRetry: boolean,
): Promise<Turn | undefined> {
	const { requestsPerSecond, answerBy } = options;
	const takeTurn = async () =>
		await rateLimiterOf(account).acquire({
			// As the documented limits are: of all uploads together, of all that is listed and read.
			kind: `${endpoint.effect} ${endpoint.perSecond}`,
			perSecond: Math.max(endpoint.perSecond, requestsPerSecond ?? 0),
			priority: answerBy !== undefined ? 'lookup' : isRetry ? 'retry' : 'first',
			signal,
			deadline: answerBy,
		});
	if (requestsPerSecond === undefined) return await takeTurn();
	return await run.pace(requestsPerSecond, isRetry, signal, takeTurn);
}

/** What waited for its turn has less time left for the request itself. */
function withinTime<K extends ReplyKind>(call: ApiCall<K>): ApiCall<K> {
	const { answerBy, timeoutMs: limit = Infinity } = call.options;
	if (answerBy === undefined) return call;
	const timeoutMs = Math.max(1, Math.min(limit, answerBy - Date.now()));
	return { ...call, options: { ...call.options, timeoutMs } };
}

/** Lets no further request of a node run start; those under way are finished. */
export function haltRun(context: IAllExecuteFunctions): void {
	nodeRunOf(context).halt();
}

function notSent<K extends ReplyKind>(
	{ context, options: { itemIndex } }: ApiCall<K>,
	signal: AbortSignal,
	cancelSignal: AbortSignal | undefined,
): NodeOperationError {
	const node = context.getNode();
	if (cancelSignal?.aborted) return cancelled(node, itemIndex);
	const message = signal.aborted
		? 'Not sent, because another item failed'
		: 'Not sent in time, because the account has reached its rate limit';
	return new NodeOperationError(node, message, { itemIndex });
}

/**
 * @param ms in milliseconds
 * @throws NodeOperationError as soon as the execution is cancelled
 */
export async function sleepUnlessCancelled(
	node: INode,
	itemIndex: number,
	ms: number,
	cancelSignal?: AbortSignal,
): Promise<void> {
	await sleepUnlessAborted(ms, cancelSignal);
	if (cancelSignal?.aborted) throw cancelled(node, itemIndex);
}

/** By the word "canceled", spelt so, n8n tells this from a failure. */
function cancelled(node: INode, itemIndex: number): NodeOperationError {
	return new NodeOperationError(node, 'The execution was canceled', { itemIndex });
}
