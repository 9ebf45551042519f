import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The public address of an n8n in queue mode, as a proxy in front of it gives it. */
export interface Balancer {
	/** Without a slash at the end. */
	url: string;
	/** The addresses of those that take the calls of production URLs, in turns. They may come up later. */
	targets: string[];
	/** The address of the one that takes all other calls, and those, too, where there are no `targets`. */
	main?: string;
	stop(): Promise<void>;
}

/** What n8n's documentation has a proxy hand on to webhook processes. */
const PRODUCTION = /^\/(webhook|webhook-waiting|form|form-waiting)\//;

/** Starts a balancer that has no targets yet. */
export async function startBalancer(): Promise<Balancer> {
	const targets: string[] = [];
	const balancer: Pick<Balancer, 'targets' | 'main'> = { targets };
	let count = 0;
	const candidates = (path: string) => {
		if (targets.length === 0 || !PRODUCTION.test(path)) return balancer.main ?? [];
		const first = count++ % targets.length;
		return [...targets.slice(first), ...targets.slice(0, first)];
	};
	const server = createServer((incoming, answer) => {
		handOn(incoming, answer, [candidates(incoming.url ?? '/')].flat());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return Object.assign(balancer, {
		url: `http://127.0.0.1:${port}`,
		stop: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	});
}

/** Hands a request on to the first of several servers that is there. */
function handOn(incoming: IncomingMessage, answer: ServerResponse, targets: string[]): void {
	const [target, ...others] = targets;
	if (target === undefined) {
		answer.writeHead(503).end();
		return;
	}
	const { method, headers, url = '/' } = incoming;
	const outgoing = request(new URL(url, target), { method, headers }, (reply) => {
		answer.writeHead(reply.statusCode ?? 502, reply.headers);
		reply.pipe(answer);
	});
	outgoing.once('error', (error: NodeJS.ErrnoException) => {
		// Nothing was sent to a server that is not there.
		if (error.code === 'ECONNREFUSED') handOn(incoming, answer, others);
		else answer.destroy();
	});
	outgoing.once('socket', (socket) => {
		if (socket.connecting) socket.once('connect', () => incoming.pipe(outgoing));
		else incoming.pipe(outgoing);
	});
}
