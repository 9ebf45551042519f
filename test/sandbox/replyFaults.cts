import { pipeline, Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';

import { type Body, firstHalf, isStreamed, streamed } from './body.cjs';
import type { FaultContext } from './faultContext.cjs';
import type { Fault } from './faults.cjs';
import { padded } from './padding.cjs';
import { sendHalf, sendWithWrongLength } from './rawReply.cjs';
import type { Reply } from './replies.cjs';

/**
 * The one place where faults without a `when` happen: they are in the reply to work that was done.
 * @returns what to send instead; `gone` when it was sent already; undefined when the fault is of
 * another sort.
 */
export async function applyReplyFault(
	fault: Fault | undefined,
	reply: Reply,
	context: FaultContext,
): Promise<Reply | 'gone' | undefined> {
	if (!fault || 'when' in fault) return undefined;
	const { response, openResponses } = context;
	switch (fault.kind) {
		case 'emptyBody':
			return { status: 200, contentType: 'application/json', headers: {}, body: '' };
		case 'notJson':
			return { status: 200, contentType: 'text/plain', headers: {}, body: 'upstream says hello' };
		case 'truncatedJson':
			return { ...reply, body: firstHalf(reply.body) };
		case 'stalledReply':
			openResponses.add(response);
			await sendHalf(reply, response);
			return 'gone';
		case 'wrongLength':
			await sendWithWrongLength(reply, fault.too, response);
			return 'gone';
		case 'gzip':
			return saidToBeGzip({ ...reply, body: gzipped(reply.body) });
		case 'brokenGzip':
			return saidToBeGzip(reply);
		case 'drip':
			openResponses.add(response);
			return { ...reply, body: dripping(reply.body, fault.everyMs, context) };
		case 'hugeReply': {
			const { length, open } = padded(reply.body, fault.bytes);
			return { ...reply, body: { open, ...(fault.withLength ? { length } : {}) } };
		}
		case 'gzipBomb':
			return saidToBeGzip({ ...reply, body: gzipped(padded(reply.body, fault.bytes)) });
	}
}

function saidToBeGzip(reply: Reply): Reply {
	return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } };
}

function gzipped(body: Body): Body {
	if (!isStreamed(body)) return gzipSync(body);
	return {
		open: () =>
			// Whoever reads it learns of an error from what is returned.
			pipeline(Readable.from(body.open(), { objectMode: false }), createGzip(), () => undefined),
	};
}

function dripping(body: Body, everyMs: number, { delays }: FaultContext): Body {
	const { length, open } = streamed(body);
	return {
		length,
		async *open() {
			for await (const piece of open()) {
				for (const byte of piece) {
					yield Buffer.of(byte);
					await delays.wait(everyMs);
				}
			}
		},
	};
}
