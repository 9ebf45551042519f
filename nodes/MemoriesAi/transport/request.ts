import type { IAllExecuteFunctions, INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { sleepUnlessAborted } from './abortableSleep';
import type { ApiCall, ReplyData } from './apiCall';
import { encodeRequest } from './encode';
import type { ReplyKind } from './endpoint';
import { httpRequest } from './httpRequest';
import type { Outcome } from './outcome';
import { RateLimiter } from './rateLimiter';
import { isRateLimited, retryDelay, shouldRetry } from './retry';

/**
 * Calls an endpoint, waits and repeats as far as that is safe, and reads the reply. All HTTP of
 * this package goes through here.
 *
 * @returns what became of the last try
 * @throws NodeOperationError when the execution is cancelled, or the run halted before the request
 *   was sent
 */
export async function requestWithRetry<K extends ReplyKind>(
	call: ApiCall<K>,
): Promise<Outcome<ReplyData[K]>> {
	const { context, endpoint, route, fields, options } = call;
	const cancelSignal = call.signal ?? cancelSignalOf(context);
	const rateLimiter = rateLimiterOf(context);
	const request = encodeRequest(route, fields);
	const perSecond = options.requestsPerSecond ?? endpoint.perSecond;

	for (let retries = 0; ; retries++) {
		const startedAt = await rateLimiter.acquire(perSecond, retries > 0);
		if (rateLimiter.halted) throw halted(context, options.itemIndex);
		const outcome = await httpRequest(call, request, cancelSignal);
		if (cancelSignal?.aborted) throw cancelled(context.getNode(), options.itemIndex);

		const delay = (retry: number) => retryDelay(outcome, retry);
		if (isRateLimited(outcome)) rateLimiter.slowDown(startedAt, delay);
		else rateLimiter.speedUp(startedAt);
		if (retries >= options.maxRetries || !shouldRetry(outcome, endpoint.effect)) return outcome;
		if (!isRateLimited(outcome)) await rateLimiter.sleep(delay(retries));
	}
}

/** Of each node run; the context is the run's own. */
const rateLimiters = new WeakMap<IAllExecuteFunctions, RateLimiter>();

function rateLimiterOf(context: IAllExecuteFunctions): RateLimiter {
	const rateLimiter = rateLimiters.get(context) ?? new RateLimiter(cancelSignalOf(context));
	rateLimiters.set(context, rateLimiter);
	return rateLimiter;
}

function cancelSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Lets no further request of a node run start; those under way are finished. */
export function haltRun(context: IAllExecuteFunctions): void {
	rateLimiterOf(context).halt();
}

function halted(context: IAllExecuteFunctions, itemIndex: number): NodeOperationError {
	if (cancelSignalOf(context)?.aborted) return cancelled(context.getNode(), itemIndex);
	return new NodeOperationError(context.getNode(), 'Not sent, because another item failed', {
		itemIndex,
	});
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
