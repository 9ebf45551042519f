import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import type { CredentialData } from './credentials.cjs';

/**
 * A server that answers each connection with bytes of the test's choice, which need not be HTTP. n8n
 * opens a connection per request.
 */
export interface RawServer {
	/**
	 * Set by a test: what to do when a request has begun to arrive.
	 *
	 * @param request how many have begun to arrive, this one included
	 * @param beginning what has arrived of it: its headers at least, unless they are long
	 */
	answer(socket: Socket, request: number, beginning: Buffer): void;
	/** How many requests have begun to arrive. */
	readonly requests: number;
	/** How many bytes were read from all connections. */
	readonly received: number;
	/**
	 * Returns once the client has closed all connections; they are never closed from here. A
	 * connection that a test paused is read again: what the client had under way stands before the end.
	 */
	untilClosed(): Promise<void>;
	credentials(): CredentialData;
}

const unanswered: RawServer['answer'] = (socket, request) => {
	socket.destroy(new Error(`Nobody has said how to answer request ${request}`));
};

/** Call at the top level of a test file. */
export function useRawServer(): RawServer {
	let server: Server;
	const open = new Set<Socket>();
	const raw = {
		answer: unanswered,
		requests: 0,
		received: 0,
		async untilClosed() {
			await Promise.all(
				[...open].map(async (socket) => {
					socket.resume();
					await new Promise((resolve) => socket.once('close', resolve));
				}),
			);
		},
		credentials() {
			const { port } = server.address() as AddressInfo;
			const baseUrl = `http://127.0.0.1:${port}`;
			return { memoriesAiApi: { apiKey: 'sk-mavi-sandbox', apiVersion: 'v1', baseUrl } };
		},
	};

	beforeAll(async () => {
		server = createServer((socket) => {
			open.add(socket);
			socket.on('data', (bytes) => {
				raw.received += bytes.length;
			});
			socket.once('data', (beginning) => {
				raw.requests += 1;
				raw.answer(socket, raw.requests, beginning);
			});
			// What is still being written when the client has had enough.
			socket.on('error', () => socket.destroy());
			socket.on('close', () => open.delete(socket));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		raw.requests = 0;
		raw.received = 0;
	});
	afterAll(async () => {
		for (const socket of open) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return raw;
}

/** A whole reply with a right length. */
export function http(body: string | Buffer, ...headers: string[]): Buffer {
	const head = ['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
	return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}
