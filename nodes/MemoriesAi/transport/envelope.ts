import type { Endpoint } from '../api/endpoints';
import type { Json } from './json';
import { isJsonObject, parseJson, textOf } from './json';
import type { TimeoutSettings } from './timeout';

/** What became of one request. */
export type Outcome =
	| { readonly kind: 'success'; readonly data: Json }
	/** Memories.ai answered in its envelope, with a code other than 0000. */
	| { readonly kind: 'apiError'; readonly code: string; readonly message: string }
	/** Something answered, but not in the envelope: a gateway, a proxy, another server. */
	| {
			readonly kind: 'invalidResponse';
			readonly status: number;
			readonly body: string;
			/** Where a redirect, which is never followed, points to. */
			readonly location?: string;
			readonly retryAfterMs?: number;
			/** `body` is only its beginning. */
			readonly tooLong?: true;
	  }
	/** No whole answer within this time; `sent` says whether all of the request was on its way. */
	| { readonly kind: 'timedOut'; readonly limit: TimeoutSettings; readonly sent: boolean }
	/** No answer. `networkCode` is Node's, such as ECONNRESET. */
	| { readonly kind: 'networkError'; readonly networkCode: string; readonly detail: string };

export const RATE_LIMITED = '0429';

/** The status of an HTTP reply that says the same as a code of the envelope. */
const CODE_OF_STATUS: ReadonlyMap<string, string> = new Map([
	['401', '0401'],
	['402', '0402'],
	['403', '0403'],
	['409', '0409'],
	['429', RATE_LIMITED],
]);

/**
 * Judges a reply by the envelope `{code, msg, data}`. Most refusals arrive with HTTP 200, so the
 * status alone says nothing.
 *
 * @param headers with names in lower case
 * @param text the body, as received
 * @param isValidData what `data` must satisfy to be a success: see `Endpoint`
 */
export function parseReply(
	status: number,
	headers: Readonly<Record<string, unknown>>,
	text: string,
	isValidData: Endpoint['isValidData'] = () => true,
): Outcome {
	const envelope = parseEnvelope(text);
	if (envelope) {
		const { code, message, data, failed } = envelope;
		if (code !== '0000') return { kind: 'apiError', code, message };
		if (status >= 200 && status < 300) {
			if (failed) return { kind: 'apiError', code, message };
			if (isValidData(data)) return { kind: 'success', data };
		}
	}
	return {
		kind: 'invalidResponse',
		status,
		body: text,
		location: typeof headers.location === 'string' ? headers.location : undefined,
		retryAfterMs: parseRetryAfter(headers['retry-after']),
	};
}

function parseEnvelope(text: string) {
	let reply: Json;
	try {
		reply = parseJson(text);
	} catch {
		// Not JSON at all: the caller reports the text as it came.
		return undefined;
	}
	const code = isJsonObject(reply) ? textOf(reply.code) : undefined;
	if (!isJsonObject(reply) || code === undefined) return undefined;
	return {
		// Newer products of the vendor write the HTTP status, as a number, where this API has "0429".
		code: CODE_OF_STATUS.get(code) ?? code,
		message: textOf(reply.msg) ?? '',
		data: reply.data ?? null,
		failed: reply.failed === true,
	};
}

/** `Retry-After` is in seconds or a date (RFC 9110, 10.2.3). */
function parseRetryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** @returns the envelope's code for this outcome, where it has one */
export function codeOf(outcome: Outcome): string | undefined {
	if (outcome.kind === 'apiError') return outcome.code;
	if (outcome.kind === 'invalidResponse') return CODE_OF_STATUS.get(String(outcome.status));
	return undefined;
}
