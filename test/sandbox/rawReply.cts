import type { ServerResponse } from 'node:http';

import { firstHalf, streamed, type StreamedBody } from './body.cjs';
import type { Reply } from './replies.cjs';

/**
 * Sends a reply past fastify, which would correct a length that does not fit. The response is not
 * ended: what becomes of it is up to the caller.
 * @param body in place of the reply's own; its length is not looked at
 * @param announced as `Content-Length`; without it, the body goes out in chunks
 * @returns when all is handed to the system, or nobody takes it any more
 */
async function sendRaw(
	{ status, contentType, headers }: Reply,
	body: StreamedBody,
	announced: number | undefined,
	response: ServerResponse,
): Promise<void> {
	const isGone = new Promise<void>((resolve) => {
		response.once('close', resolve);
	});
	const length = announced === undefined ? {} : { 'content-length': announced };
	response.writeHead(status, { ...headers, 'content-type': contentType, ...length });
	for await (const piece of body.open()) {
		const isOut = new Promise<void>((resolve) => {
			response.write(piece, () => {
				resolve();
			});
		});
		await Promise.race([isOut, isGone]);
		if (response.destroyed) return;
	}
	// Only now: with the head in a packet of its own, clients would see another reply than usual.
	response.flushHeaders();
}

/** Promises the whole reply and sends half of it. */
export async function sendHalf(reply: Reply, response: ServerResponse): Promise<void> {
	await sendRaw(reply, firstHalf(reply.body), streamed(reply.body).length, response);
}

/**
 * Sends the whole reply under a length that is too long or too short, then ends the connection. A
 * body that does not tell its length cannot be said to be longer: it is left without its end, which
 * comes to the same.
 */
export async function sendWithWrongLength(
	reply: Reply,
	too: 'long' | 'short',
	response: ServerResponse,
): Promise<void> {
	const body = streamed(reply.body);
	const { length } = body;
	const { socket } = response;
	const long = length === undefined ? undefined : length * 2;
	const short = length === undefined ? 1 : Math.floor(length / 2);
	await sendRaw(reply, body, too === 'long' ? long : short, response);
	socket?.end();
}
