import type { ApiCall } from './apiCall';
import type { Endpoint } from './endpoint';
import type { Json } from './json';
import { isJsonObject, parseJson, textOf } from './json';
import type { Failure, Outcome } from './outcome';
import { toApiCode } from './outcome';
import type { HttpReply } from './replyBody';
import { readText } from './replyBody';

/** Reads a reply that is due in the envelope. */
export async function readEnvelope(
	{ status, headers, body }: HttpReply,
	{ account, endpoint }: Pick<ApiCall, 'account' | 'endpoint'>,
): Promise<Outcome> {
	const { text, tooLong } = await readText(body);
	// Before anything is read from it, or cut off: wherever the reply goes, the key is not in it.
	const shown = account.redact(text);
	if (tooLong) return { kind: 'invalidResponse', status, body: shown, tooLong: true };
	return parseReply(status, headers, shown, endpoint.isValidData);
}

/** Reads a reply that should be something else than text: whatever it says, it is no success. */
export async function readRefusal(
	reply: HttpReply,
	call: Pick<ApiCall, 'account' | 'endpoint'>,
): Promise<Failure> {
	const outcome = await readEnvelope(reply, call);
	if (outcome.kind !== 'success') return outcome;
	const body = JSON.stringify(outcome.data);
	return { kind: 'invalidResponse', status: reply.status, body };
}

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
		code: toApiCode(code),
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
