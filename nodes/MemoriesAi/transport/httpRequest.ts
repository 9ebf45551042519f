import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { CREDENTIAL } from './account';
import type { EncodedRequest } from './encode';
import { MultipartBody } from './multipart';
import type { Outcome } from './envelope';
import { parseReply } from './envelope';
import type { ApiCall } from './request';
import { Timeout } from './timeout';

/** Far more than any reply of this API has, and no burden yet: n8n's own limit for a webhook's body. */
const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/** How much of a longer one is kept, to be quoted. */
const BEGINNING_BYTES = 64 * 1024;

/**
 * How many pieces of a reply are held one by one: each takes some 400 bytes besides its own, which
 * for a reply that comes byte by byte would be gigabytes.
 */
const PIECES_PER_BLOCK = 1_000;

/**
 * Sends one request, once, and reads what comes back.
 *
 * @param cancelSignal of the execution
 * @returns what became of it; nothing is thrown
 */
export async function httpRequest(
	{ context, account, endpoint, route, options: { limit } }: ApiCall,
	{ query, contentType, body }: EncodedRequest,
	cancelSignal?: AbortSignal,
): Promise<Outcome> {
	const request: IHttpRequestOptions = {
		method: route.method,
		url: account.baseUrl + route.path,
		headers: { Accept: 'application/json', ...(contentType && { 'Content-Type': contentType }) },
		qs: query,
		body,
		// The client's own limit counts the whole transfer; the watch replaces it.
		timeout: 0,
		// The client would hold a reply of any length, and JSON.parse would round long ids.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// The client would keep the whole body for a redirect, and would send the key along.
		disableFollowRedirect: true,
	};
	const file = body instanceof MultipartBody ? body : undefined;
	const timeout = new Timeout(limit, () => file?.takenAt ?? 0, cancelSignal);
	try {
		const reply: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
			withCancelSignal(context, timeout.signal),
			CREDENTIAL,
			request,
			{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: account.credential } },
		);
		const { text, tooLong } = await readBody(reply.body);
		// Before anything is read from it, or cut off: wherever the reply goes, the key is not in it.
		const shown = account.redact(text);
		if (!tooLong) return parseReply(reply.statusCode, reply.headers, shown, endpoint.isValidData);
		// The client closes a connection that is not read on only when more comes.
		timeout.abort();
		return { kind: 'invalidResponse', status: reply.statusCode, body: shown, tooLong: true };
	} catch (error) {
		if (!timeout.timedOut) return readNetworkError(error);
		return { kind: 'timedOut', limit, sent: file?.allTaken ?? true };
	} finally {
		timeout.end();
		await file?.close();
	}
}

/** n8n lets a request be aborted by the signal of the context that makes it, and by no other. */
function withCancelSignal<T extends IAllExecuteFunctions>(context: T, signal: AbortSignal): T {
	const name = 'getExecutionCancelSignal';
	return new Proxy(context, {
		has: (target, key) => key === name || Reflect.has(target, key),
		get: (target, key): unknown => (key === name ? () => signal : Reflect.get(target, key)),
	});
}

/**
 * @param body a stream of bytes; n8n has nothing else where one was asked for, save for no body
 * @returns of what is too long, the beginning
 */
async function readBody(body: unknown): Promise<{ text: string; tooLong: boolean }> {
	const blocks: Uint8Array[] = [];
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	if (isStream(body)) {
		for await (const piece of body) {
			pieces.push(piece);
			bytes += piece.length;
			if (bytes > LONGEST_REPLY_BYTES) break;
			if (pieces.length === PIECES_PER_BLOCK) blocks.push(Buffer.concat(pieces.splice(0)));
		}
	}
	const tooLong = bytes > LONGEST_REPLY_BYTES;
	const kept = Buffer.concat([...blocks, ...pieces], tooLong ? BEGINNING_BYTES : bytes);
	return { text: new TextDecoder().decode(kept), tooLong };
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The client wraps Node's error once or twice; the innermost one with a code says what happened. */
function readNetworkError(error: unknown): Outcome {
	let detail = 'no reason is known';
	let networkCode = 'UNKNOWN';
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = causeOf(cause)) {
		if ('message' in cause && typeof cause.message === 'string') detail = cause.message;
		if ('code' in cause && typeof cause.code === 'string') networkCode = cause.code;
	}
	return { kind: 'networkError', networkCode, detail };
}

function causeOf(error: object): unknown {
	return 'cause' in error ? error.cause : undefined;
}
