import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that hands on each request to the next of several others. */
export interface Balancer {
	/** Without a slash at the end. */
	url: string;
	/** The addresses of those others, which may come up later. */
	targets: string[];
	stop(): Promise<void>;
}

/** Starts a balancer that has no targets yet. */
export async function startBalancer(): Promise<Balancer> {
	const targets: string[] = [];
	let count = 0;
	const server = createServer((incoming, answer) => {
		const target = targets[count++ % targets.length];
		if (target === undefined) {
			answer.writeHead(503).end();
			return;
		}
		const { method, headers, url = '/' } = incoming;
		const outgoing = request(new URL(url, target), { method, headers }, (reply) => {
			answer.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(answer);
		});
		outgoing.once('error', () => answer.destroy());
		incoming.pipe(outgoing);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		targets,
		stop: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}
