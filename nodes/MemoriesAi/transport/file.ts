import type { IBinaryData } from 'n8n-workflow';

import type { ApiCall } from './apiCall';
import { readRefusal } from './envelope';
import type { Outcome } from './outcome';
import type { HttpReply } from './replyBody';
import { isOfType } from './replyBody';

/**
 * Hands a file on while it comes in; it is never held. A refusal comes with HTTP 200 as well, so the
 * type decides which of the two it is.
 *
 * @param moved called for each piece that came
 * @returns the stored file; no success where it broke off, or is empty
 */
export async function readFile(
	reply: HttpReply,
	call: ApiCall<'file'>,
	moved: () => void,
): Promise<Outcome<IBinaryData>> {
	const { status, headers, body } = reply;
	const isFile = status >= 200 && status < 300 && !isOfType(reply, /json/i, /^text\//i);
	if (!isFile || !body) return await readRefusal(reply, call);

	let bytes = 0;
	let interrupted: unknown;
	// Listening would start it before the store reads: paused it waits, until somebody else listens.
	body.pause();
	body.on('data', (piece: Uint8Array) => {
		bytes += piece.length;
		moved();
	});
	body.on('newListener', (event) => {
		if (event === 'data') body.resume();
	});
	body.on('error', (error) => {
		interrupted = error;
	});
	const stored = await call.sink(body, headers).then(
		(data): Outcome<IBinaryData> => ({ kind: 'success', data }),
		(error: unknown): Outcome<IBinaryData> => {
			// The reading has ended for a reason of the connection, not of the store.
			if (interrupted !== undefined) throw error;
			return {
				kind: 'notStored',
				detail: error instanceof Error ? error.message : String(error),
			};
		},
	);
	// Not by Content-Length: of a reply that was packed, it is the length before unpacking.
	if (stored.kind !== 'success' || (body.readableEnded && bytes > 0)) return stored;
	return {
		kind: 'networkError',
		networkCode: 'ERR_STREAM_PREMATURE_CLOSE',
		detail: `the file broke off after ${bytes} bytes`,
	};
}
