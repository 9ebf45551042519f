import type { IAllExecuteFunctions, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Account } from './account';
import { httpRequest } from './httpRequest';
import { encodeRequest } from './encode';
import type { Endpoint, Route } from '../api/endpoints';
import { toUserMessage } from './errorMessages';
import type { Fields } from './fields';
import type { Json } from './json';
import { RateLimiter } from './rateLimiter';
import { shouldRetry, isRateLimited, retryDelay } from './retry';
import type { Outcome } from './envelope';
import { sleepUnlessAborted } from './abortableSleep';
import type { TimeoutSettings } from './timeout';

/** One request to Memories.ai, in terms of this package. */
export interface ApiCall {
	/** The running node: its HTTP client adds the key, and the engine cancels it. */
	readonly context: IAllExecuteFunctions;
	readonly account: Account;
	readonly endpoint: Endpoint;
	/** The endpoint's route for the account's API version. */
	readonly route: Route;
	readonly fields: Fields;
	readonly options: SendOptions;
}

export interface SendOptions {
	/** How often a request is repeated at the most, where it may be repeated at all. */
	readonly maxRetries: number;
	/** For one attempt. */
	readonly limit: TimeoutSettings;
	/** How many requests of a node run start within a second; the endpoint's own where not given. */
	readonly requestsPerSecond?: number;
	/** The item that an error is attributed to. */
	readonly itemIndex: number;
}

/**
 * Calls an endpoint and insists on success.
 *
 * @returns the reply's `data`
 * @throws NodeApiError when the reply is no success, or none came; never with the key in it
 */
export async function requestOrThrow(call: ApiCall): Promise<Json> {
	const { context, account, endpoint, options } = call;
	const outcome = await requestWithRetry(call);
	if (outcome.kind === 'success') return outcome.data;

	const { message, description, code } = toUserMessage(outcome, endpoint, account.baseUrl);
	// Made of plain texts: the client's own error holds the request with the key in it.
	const plain: JsonObject = { message: account.redact(message) };
	throw new NodeApiError(context.getNode(), plain, {
		message: account.redact(message),
		description: account.redact(description),
		httpCode: code,
		itemIndex: options.itemIndex,
	});
}

/**
 * Calls an endpoint, waits and repeats as far as that is safe, and reads the reply. All HTTP of
 * this package goes through here.
 *
 * @returns what became of the last attempt
 * @throws NodeOperationError when the execution is cancelled, or the run halted before the request
 *   was sent
 */
export async function requestWithRetry(call: ApiCall): Promise<Outcome> {
	const { context, endpoint, route, fields, options } = call;
	const cancelSignal = cancelSignalOf(context);
	const rateLimiter = rateLimiterOf(context);
	const request = encodeRequest(route, fields);
	const perSecond = options.requestsPerSecond ?? endpoint.perSecond;

	for (let repeats = 0; ; repeats++) {
		const startedAt = await rateLimiter.acquire(perSecond, repeats > 0);
		if (rateLimiter.halted) throw halted(context, options.itemIndex);
		const outcome = await httpRequest(call, request, cancelSignal);
		if (cancelSignal?.aborted) throw cancelled(context.getNode(), options.itemIndex);

		const wait = (repeat: number) => retryDelay(outcome, repeat);
		if (isRateLimited(outcome)) rateLimiter.slowDown(startedAt, wait);
		else rateLimiter.speedUp(startedAt);
		if (repeats >= options.maxRetries || !shouldRetry(outcome, endpoint.repeatable)) return outcome;
		if (!isRateLimited(outcome)) await rateLimiter.sleep(wait(repeats));
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
