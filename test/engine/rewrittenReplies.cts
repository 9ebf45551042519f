import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { Json } from '../../nodes/MemoriesAi/transport/json';
import type { CredentialData } from './credentials.cjs';
import type { SandboxForTests } from './useSandbox.cjs';

/**
 * @param endpoint the last part of the path
 * @param look how often the endpoint has been asked, this time included
 * @returns what becomes of the reply's `data`
 */
export type Rewrite = (data: Json, endpoint: string, look: number) => Json;

/** The sandbox with a server in front that turns its replies into what other sources have printed. */
export interface RewrittenReplies {
	/** Set by a test, forgotten after it. */
	rewrite: Rewrite;
	credentials(): CredentialData;
}

const unchanged: Rewrite = (data) => data;

/** Call at the top level of a test file, after `useSandbox`. */
export function useRewrittenReplies(account: SandboxForTests): RewrittenReplies {
	let server: Server;
	const looks = new Map<string, number>();
	const replies: RewrittenReplies = {
		rewrite: unchanged,
		credentials() {
			const { port } = server.address() as AddressInfo;
			return account.credentials({ baseUrl: `http://127.0.0.1:${port}` });
		},
	};

	beforeAll(async () => {
		server = createServer((incoming, outgoing) => {
			const { method, headers, url = '/' } = incoming;
			const endpoint = new URL(url, 'http://sandbox').pathname.split('/').at(-1) ?? '';
			const forwarded = request(account.sandbox.url + url, { method, headers }, (reply) => {
				const answer = async () => {
					const body = await text(reply);
					outgoing.writeHead(reply.statusCode ?? 500, { 'content-type': 'application/json' });
					if (reply.statusCode !== 200) return outgoing.end(body);
					const envelope = JSON.parse(body) as { data: Json };
					const look = (looks.get(endpoint) ?? 0) + 1;
					looks.set(endpoint, look);
					const data = replies.rewrite(envelope.data, endpoint, look);
					return outgoing.end(JSON.stringify({ ...envelope, data }));
				};
				answer().catch((error: unknown) => outgoing.destroy(error as Error));
			});
			incoming.pipe(forwarded);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		replies.rewrite = unchanged;
		looks.clear();
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return replies;
}
