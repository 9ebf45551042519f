import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** The client's end of the connection that it opened last. */
export interface ClientConnection {
	/** Returns once the client has read so many bytes in all, and has done what it does with them. */
	untilRead(bytes: number): Promise<void>;
}

/** Call at the top level of a test file. */
export function useClientConnection(): ClientConnection {
	const channel = 'http.client.request.start';
	let request: ClientRequest | undefined;
	const remember = (message: unknown) => {
		request = (message as { request: ClientRequest }).request;
	};
	beforeAll(() => {
		subscribe(channel, remember);
	});
	beforeEach(() => {
		request = undefined;
	});
	afterAll(() => {
		unsubscribe(channel, remember);
	});
	return {
		async untilRead(bytes) {
			while ((request?.socket?.bytesRead ?? 0) < bytes && !request?.destroyed) await immediate();
			await immediate();
		},
	};
}

/** Returns in the next turn of the event loop, when all is done that needs nothing from outside. */
export async function immediate(): Promise<void> {
	await new Promise<void>((resolve) => {
		setImmediate(resolve);
	});
}
