import type {
	IAllExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';

import type { Account } from './account';
import { CREDENTIAL } from './account';
import type { EncodedRequest } from './encode';
import { encodeRequest } from './encode';
import type { Endpoint, Route } from './endpoints';
import { explain } from './explain';
import type { Fields } from './fields';
import type { Json } from './json';
import { MultipartBody } from './multipart';
import { canRepeat, waitBeforeRepeat } from './repeat';
import type { Outcome } from './reply';
import { readReply } from './reply';

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
	/** In milliseconds for one attempt; 0 is no limit. */
	readonly timeoutMs: number;
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
 * @throws NodeOperationError when the execution is cancelled
 */
export async function exchange(call: ApiCall): Promise<Outcome> {
	const { context, account, endpoint, route, fields, options } = call;
	const cancelSignal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const request = encodeRequest(route, fields);

	for (let repeats = 0; ; repeats++) {
		const outcome = await attempt(context, account, route, request, options.timeoutMs);
		if (cancelSignal?.aborted) throw cancelled(context.getNode(), options.itemIndex);
		if (outcome.kind === 'success') return outcome;
		if (repeats >= options.maxRetries || !canRepeat(outcome, endpoint.repeatable)) return outcome;
		const wait = waitBeforeRepeat(outcome, repeats);
		await sleepUnlessCancelled(context.getNode(), options.itemIndex, wait, cancelSignal);
	}
}

async function attempt(
	context: IAllExecuteFunctions,
	account: Account,
	route: Route,
	{ query, contentType, body }: EncodedRequest,
	timeoutMs: number,
): Promise<Outcome> {
	const request: IHttpRequestOptions = {
		method: route.method,
		url: account.baseUrl + route.path,
		headers: { Accept: 'application/json', ...(contentType && { 'Content-Type': contentType }) },
		qs: query,
		body,
		timeout: timeoutMs,
		// As text, because JSON.parse would round long ids.
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// The client would keep the whole body for a redirect, and would send the key along.
		disableFollowRedirect: true,
	};
	try {
		const reply: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			request,
		);
		const text = typeof reply.body === 'string' ? reply.body : '';
		return readReply(reply.statusCode, reply.headers, text);
	} catch (error) {
		return readNetworkError(error);
	} finally {
		if (body instanceof MultipartBody) await body.close();
	}
}

/** The client wraps Node's error once or twice; the innermost one with a code says what happened. */
function readNetworkError(error: unknown): Outcome {
	let detail = 'No reason is known';
	let networkCode = 'UNKNOWN';
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		detail = cause.message;
		if ('code' in cause && typeof cause.code === 'string') networkCode = cause.code;
	}
	return { kind: 'noAnswer', networkCode, detail };
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
	if (!cancelSignal) return await sleep(ms);

	let wake = () => {};
	const cancellation = new Promise<void>((resolve) => {
		wake = resolve;
	});
	cancelSignal.addEventListener('abort', wake);
	if (!cancelSignal.aborted) await Promise.race([sleep(ms), cancellation]);
	cancelSignal.removeEventListener('abort', wake);
	if (cancelSignal.aborted) throw cancelled(node, itemIndex);
}

/** By the word "canceled", spelt so, n8n tells this from a failure. */
function cancelled(node: INode, itemIndex: number): NodeOperationError {
	return new NodeOperationError(node, 'The execution was canceled', { itemIndex });
}
