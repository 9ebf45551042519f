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
 * @returns the stored file; no success where it is shorter than the server said
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
	// Paused, it waits for who reads it, and listening does not start it.
	body.pause();
	body.on('data', (piece: Uint8Array) => {
		bytes += piece.length;
		moved();
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
	const announced = announcedLength(headers);
	if (stored.kind !== 'success' || bytes >= Math.max(announced ?? 0, 1)) return stored;
	return {
		kind: 'networkError',
		networkCode: 'ERR_STREAM_PREMATURE_CLOSE',
		detail: `${bytes} of ${announced ?? 'at least 1'} bytes came`,
	};
}

/** In bytes; of a compressed reply it would be that before unpacking. */
function announcedLength(headers: HttpReply['headers']): number | undefined {
	const { 'content-length': length, 'content-encoding': coding } = headers;
	return typeof length === 'string' && coding === undefined ? Number(length) : undefined;
}
