import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { CREDENTIAL } from './account';
import type { ApiCall, ReplyData } from './apiCall';
import type { EncodedRequest } from './encode';
import type { ReplyKind } from './endpoint';
import { readEnvelope } from './envelope';
import { readEvents } from './events';
import { readFile } from './file';
import { MultipartBody } from './multipart';
import type { Failure, Outcome } from './outcome';
import type { ByteStream, HttpReply } from './replyBody';
import { Timeout, timeoutOf } from './timeout';

/**
 * How each kind of reply is read, and what is asked for. `moved` tells that something of it came.
 *
 * What is handed on as it comes is not to be packed: n8n's client takes half of what was packed for
 * the whole, and who packs a stream holds events back.
 */
const KINDS: {
	readonly [K in ReplyKind]: {
		readonly headers: Readonly<Record<string, string>>;
		read(reply: HttpReply, call: ApiCall<K>, moved: () => void): Promise<Outcome<ReplyData[K]>>;
	};
} = {
	envelope: { headers: { Accept: 'application/json' }, read: readEnvelope },
	file: { headers: { Accept: '*/*', 'Accept-Encoding': 'identity' }, read: readFile },
	events: {
		headers: { Accept: 'text/event-stream', 'Accept-Encoding': 'identity' },
		read: readEvents,
	},
};

/**
 * Sends one request, once, and reads what comes back.
 *
 * @param cancelSignal of the execution
 * @returns what became of it; nothing is thrown
 */
export async function httpRequest<K extends ReplyKind>(
	call: ApiCall<K>,
	{ query, contentType, body }: EncodedRequest,
	cancelSignal?: AbortSignal,
): Promise<Outcome<ReplyData[K]>> {
	const { context, account, endpoint, route, options } = call;
	const kind = KINDS[endpoint.reply];
	const request: IHttpRequestOptions = {
		method: route.method,
		url: account.baseUrl + route.path,
		headers: { ...kind.headers, ...(contentType && { 'Content-Type': contentType }) },
		qs: query,
		body,
		// The client's own limit counts the whole transfer; ours replaces it.
		timeout: 0,
		// The client would hold a reply of any length, and JSON.parse would round long ids.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// The client would keep the whole body for a redirect, and would send the key along.
		disableFollowRedirect: true,
	};
	const upload = body instanceof MultipartBody ? body : undefined;
	let receivedAt = 0;
	const moved = () => {
		receivedAt = Date.now();
	};
	const settings = timeoutOf(endpoint, options.timeoutMs);
	const timeout = new Timeout(
		settings,
		() => Math.max(upload?.takenAt ?? 0, receivedAt),
		cancelSignal,
	);
	const timedOut = (): Failure => ({
		kind: 'timedOut',
		timeout: settings,
		sent: upload?.allTaken ?? true,
	});
	try {
		const response: IN8nHttpFullResponse = await context.helpers.httpRequestWithAuthentication.call(
			withCancelSignal(context, timeout.signal),
			CREDENTIAL,
			request,
			{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: account.credential } },
		);
		const reply = toHttpReply(response);
		const outcome = await kind.read(reply, call, moved);
		// The client closes a connection that is not read on only when more comes.
		if (reply.body?.readableEnded === false) timeout.abort();
		return outcome.kind === 'notStored' && timeout.stoodStill ? timedOut() : outcome;
	} catch (error) {
		return timeout.timedOut ? timedOut() : toNetworkError(error);
	} finally {
		timeout.end();
		await upload?.close();
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

function toHttpReply({ statusCode, headers, body }: IN8nHttpFullResponse): HttpReply {
	return { status: statusCode, headers, body: isByteStream(body) ? body : undefined };
}

function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The client wraps Node's error once or twice; the innermost one with a code says what happened. */
function toNetworkError(error: unknown): Failure {
	let detail = 'no reason is known';
	let networkCode = 'UNKNOWN';
	let syscall: string | undefined;
	for (let cause = error; typeof cause === 'object' && cause !== null; cause = causeOf(cause)) {
		if ('message' in cause && typeof cause.message === 'string') detail = cause.message;
		if ('code' in cause && typeof cause.code === 'string') networkCode = cause.code;
		syscall = syscallOf(cause) ?? syscall;
	}
	return { kind: 'networkError', networkCode, syscall, detail };
}

/** Where a name has several addresses, each may have failed; what came further than others counts. */
function causeOf(error: object): unknown {
	if ('errors' in error && Array.isArray(error.errors)) {
		const errors: unknown[] = error.errors;
		return errors.find((one) => syscallOf(one) !== 'connect') ?? errors[0];
	}
	return 'cause' in error ? error.cause : undefined;
}

function syscallOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('syscall' in error)) return undefined;
	return typeof error.syscall === 'string' ? error.syscall : undefined;
}
