import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';

import type { Fault } from './faults.cjs';
import type { Reply } from './replies.cjs';
import type { Struck } from './strike.cjs';

/** A reply that was tampered with; it may be too large to hold, or take its time. */
export interface Spoiled extends Omit<Reply, 'body'> {
	body: string | Buffer | Readable;
}

/**
 * The one place where faults without a `when` happen: they spoil the reply to work that was done.
 * @returns what to send instead; `gone` when it was sent already; undefined when the fault is of
 * another sort.
 */
export function spoil(
	fault: Fault | undefined,
	reply: Reply,
	struck: Struck,
): Spoiled | 'gone' | undefined {
	if (!fault || 'when' in fault) return undefined;
	switch (fault.kind) {
		case 'emptyBody':
			return { status: 200, contentType: 'application/json', headers: {}, body: '' };
		case 'notJson':
			return { status: 200, contentType: 'text/plain', headers: {}, body: 'upstream says hello' };
		case 'truncatedJson':
			return { ...reply, body: firstHalf(reply.body) };
		case 'stalledReply':
			struck.held.add(struck.response);
			sendHalf(reply, struck.response);
			return 'gone';
		case 'wrongLength':
			sendWithWrongLength(reply, fault.too, struck.response);
			return 'gone';
		case 'gzip':
			return withHeader({ ...reply, body: gzipSync(reply.body) }, 'content-encoding', 'gzip');
		case 'brokenGzip':
			return withHeader(reply, 'content-encoding', 'gzip');
		case 'drip':
			return drip(reply, fault.everyMs, struck);
		case 'hugeReply': {
			const { length, body } = padded(reply.body, fault.bytes);
			const huge = { ...reply, body };
			return fault.withLength ? withHeader(huge, 'content-length', String(length)) : huge;
		}
		case 'gzipBomb': {
			const body = padded(reply.body, fault.bytes).body.pipe(createGzip());
			return withHeader({ ...reply, body }, 'content-encoding', 'gzip');
		}
	}
}

/** Promises the whole reply and sends half of it. */
export function sendHalf(reply: Reply, response: ServerResponse, then?: () => void): void {
	writeHead(reply, response, Buffer.byteLength(reply.body));
	response.write(firstHalf(reply.body), then);
}

/** Past fastify, which corrects a length that does not fit. */
function sendWithWrongLength(reply: Reply, too: 'long' | 'short', response: ServerResponse): void {
	const length = Buffer.byteLength(reply.body);
	writeHead(reply, response, too === 'long' ? length * 2 : Math.floor(length / 2));
	const { socket } = response;
	response.write(reply.body, () => socket?.end());
}

function writeHead({ status, contentType, headers }: Reply, to: ServerResponse, length: number) {
	to.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': length });
}

function withHeader(reply: Spoiled, name: string, value: string): Spoiled {
	return { ...reply, headers: { ...reply.headers, [name]: value } };
}

function drip(reply: Reply, everyMs: number, { response, delays, held }: Struck): Spoiled {
	held.add(response);
	const bytes = Buffer.from(reply.body);
	async function* oneByOne() {
		for (const byte of bytes) {
			yield Buffer.of(byte);
			await delays.wait(everyMs);
		}
	}
	const body = Readable.from(oneByOne(), { objectMode: false });
	return withHeader({ ...reply, body }, 'content-length', String(bytes.length));
}

const PIECE = Buffer.alloc(64 * 1024, 'x');

/**
 * @returns the reply with `padding` as the first member of its `data`, or of the envelope where
 * `data` has no members, so large that all is `bytes` long; made while it is sent.
 */
function padded(reply: string, bytes: number): { length: number; body: Readable } {
	const inData = reply.indexOf('"data":{"');
	const at = inData < 0 ? 1 : inData + '"data":{'.length;
	const before = Buffer.from(`${reply.slice(0, at)}"padding":"`);
	const after = Buffer.from(`",${reply.slice(at)}`);
	const padding = Math.max(0, bytes - before.length - after.length);
	function* pieces() {
		yield before;
		for (let left = padding; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
		yield after;
	}
	return {
		length: before.length + padding + after.length,
		body: Readable.from(pieces(), { objectMode: false }),
	};
}

function firstHalf(text: string): string {
	return text.slice(0, Math.floor(text.length / 2));
}
