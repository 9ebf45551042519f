import type { IAllExecuteFunctions, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Account } from './account';
import { attempt } from './attempt';
import { encodeRequest } from './encode';
import type { Endpoint, Route } from './endpoints';
import { explain } from './explain';
import type { Fields } from './fields';
import type { Json } from './json';
import { Pace } from './pace';
import { canRepeat, isRateLimited, waitBeforeRepeat } from './repeat';
import type { Outcome } from './reply';
import { sleepUnlessAborted } from './sleep';
import type { TimeLimit } from './watch';

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
	readonly limit: TimeLimit;
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
export async function send(call: ApiCall): Promise<Json> {
	const { context, account, endpoint, options } = call;
	const outcome = await exchange(call);
	if (outcome.kind === 'success') return outcome.data;

	const { message, description, code } = explain(outcome, endpoint, account.baseUrl);
	// Made of plain texts: the client's own error holds the request with the key in it.
	const plain: JsonObject = { message: account.hideKey(message) };
	throw new NodeApiError(context.getNode(), plain, {
		message: account.hideKey(message),
		description: account.hideKey(description),
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
export async function exchange(call: ApiCall): Promise<Outcome> {
	const { context, endpoint, route, fields, options } = call;
	const cancelSignal = cancelSignalOf(context);
	const pace = paceOf(context);
	const request = encodeRequest(route, fields);
	const perSecond = options.requestsPerSecond ?? endpoint.perSecond;

	for (let repeats = 0; ; repeats++) {
		const startedAt = await pace.turn(perSecond, repeats > 0);
		if (pace.halted) throw halted(context, options.itemIndex);
		const outcome = await attempt(call, request, cancelSignal);
		if (cancelSignal?.aborted) throw cancelled(context.getNode(), options.itemIndex);

		const wait = (repeat: number) => waitBeforeRepeat(outcome, repeat);
		if (isRateLimited(outcome)) pace.slowDown(startedAt, wait);
		else pace.speedUp(startedAt);
		if (repeats >= options.maxRetries || !canRepeat(outcome, endpoint.repeatable)) return outcome;
		if (!isRateLimited(outcome)) await pace.sleep(wait(repeats));
	}
}

/** Of each node run; the context is the run's own. */
const paces = new WeakMap<IAllExecuteFunctions, Pace>();

function paceOf(context: IAllExecuteFunctions): Pace {
	const pace = paces.get(context) ?? new Pace(cancelSignalOf(context));
	paces.set(context, pace);
	return pace;
}

function cancelSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Lets no further request of a node run start; those under way are finished. */
export function haltRun(context: IAllExecuteFunctions): void {
	paceOf(context).halt();
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
