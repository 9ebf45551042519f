import type { ApiCall } from './apiCall';
import { readRefusal } from './envelope';
import type { Json, JsonObject } from './json';
import { isJsonObject, parseJson, textOf } from './json';
import type { Failure, Outcome } from './outcome';
import { toApiCode } from './outcome';
import type { HttpReply } from './replyBody';
import { isOfType, LONGEST_TEXT_BYTES, piecesOf } from './replyBody';

/** What one message of the stream means. */
type Message =
	| { readonly kind: 'event'; readonly event: JsonObject }
	| { readonly kind: 'end' }
	| { readonly kind: 'failure'; readonly failure: Failure };

/**
 * Reads a stream of server-sent events. Memories.ai says at its end that it is complete: without
 * that, it broke off.
 *
 * @param moved called for each piece that came
 * @returns all events in their order; each was handed to the call's sink as it came
 */
export async function readEvents(
	reply: HttpReply,
	call: ApiCall<'events'>,
	moved: () => void,
): Promise<Outcome<JsonObject[]>> {
	const isStream = reply.status === 200 && isOfType(reply, /^text\/event-stream/i);
	if (!isStream) return await readRefusal(reply, call);

	const events: JsonObject[] = [];
	for await (const message of messagesOf(reply, call.account.redact, moved)) {
		switch (message.kind) {
			case 'event':
				events.push(message.event);
				call.sink(message.event);
				break;
			case 'end':
				return { kind: 'success', data: events };
			case 'failure':
				return events.length > 0 ? midway(message.failure) : message.failure;
		}
	}
	const detail = 'the answer broke off before its end';
	return { kind: 'networkError', networkCode: 'ERR_STREAM_PREMATURE_CLOSE', detail };
}

function midway(failure: Failure): Failure {
	return failure.kind === 'apiError' ? { ...failure, midway: true } : failure;
}

const LINE_FEED = 0x0a;

async function* messagesOf(
	{ status, body }: HttpReply,
	redact: (text: string) => string,
	moved: () => void,
): AsyncGenerator<Message> {
	const decoder = new TextDecoder();
	let bytes = 0;
	let rest = '';
	let data: string[] = [];
	for await (const piece of piecesOf(body)) {
		moved();
		bytes += piece.length;
		if (bytes > LONGEST_TEXT_BYTES) {
			yield { kind: 'failure', failure: tooLong(status, redact(data.join('\n'))) };
			return;
		}
		rest += decoder.decode(piece, { stream: true });
		// A long line is looked through once, not anew with each of its pieces.
		if (!piece.includes(LINE_FEED)) continue;
		const lines = rest.split(/\r?\n/);
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const added = dataOf(line);
			if (added !== '') data.push(added);
			// Here each line is a message of its own; by the standard an empty line ends one.
			const isWhole = line === '';
			const mayBeOne = isWhole ? data.length > 0 : added !== '' && data.length === 1;
			const message = mayBeOne ? toMessage(redact(data.join('\n')), isWhole) : undefined;
			if (!message) continue;
			yield message;
			data = [];
		}
	}
	data.push(dataOf((rest + decoder.decode()).replace(/\r$/, '')));
	const text = data.join('\n').trim();
	// Words may end so; of JSON, half a message is none.
	const last = text === '' ? undefined : toMessage(redact(text), !/^[[{"]/.test(text));
	if (last) yield last;
}

function tooLong(status: number, body: string): Failure {
	return { kind: 'invalidResponse', status, body, tooLong: true };
}

/** @returns what a line of the stream adds to its message; comments and other fields add nothing */
function dataOf(line: string): string {
	return line.startsWith('data:') ? line.slice('data:'.length).replace(/^ /, '') : '';
}

/**
 * @param isWhole whether nothing more belongs to the message
 * @returns `undefined` for the beginning of a longer one
 */
function toMessage(text: string, isWhole: boolean): Message | undefined {
	if (text === '[DONE]') return { kind: 'end' };
	const value = parseMessage(text);
	if (value === undefined) return isWhole ? streamFailure('', text) : undefined;
	if (value === 'Done') return { kind: 'end' };
	if (!isJsonObject(value)) return streamFailure('', textOf(value) ?? text);
	const code = textOf(value.code);
	if (code === undefined) return { kind: 'event', event: value };
	const said = textOf(value.data) ?? textOf(value.msg) ?? '';
	if (code === 'SUCCESS' && said === 'Done') return { kind: 'end' };
	return streamFailure(code === 'SUCCESS' ? '' : toApiCode(code), said);
}

function parseMessage(text: string): Json | undefined {
	try {
		return parseJson(text);
	} catch {
		// The beginning of a longer message, or plain words: the caller knows which.
		return undefined;
	}
}

/** @param code empty where the stream says only in words why it ends */
function streamFailure(code: string, message: string): Message {
	return { kind: 'failure', failure: { kind: 'apiError', code, message } };
}
