import type { Socket } from 'node:net';
import type { JsonObject } from '../../nodes/MemoriesAi/transport/json';
import { immediate, useClientConnection } from './clientConnection.cjs';
import { useFakeTimers } from './fakeTimers.cjs';
import { outcomeIn, startProbe } from './probe.cjs';
import type { EventsCall } from './probe-node.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();
const client = useClientConnection();
useFakeTimers();

const SECOND = 1_000;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';
const DONE = 'data:{"code":"SUCCESS","data":"Done"}\n\n';
const JSON_TYPE = 'Content-Type: application/json';

/** Starts a call, and returns once its stream has begun. */
async function begin(call: Omit<EventsCall, 'reply'> = {}) {
	let connection: Socket | undefined;
	server.answer = (socket) => {
		connection = socket;
	};
	const handedOn: JsonObject[] = [];
	const { finished, cancel } = await startProbe(
		{ reply: 'events', onEvent: (event) => handedOn.push(event), ...call },
		{ credentials: server.credentials() },
	);
	let sent = 0;
	const stream = {
		ended: false,
		finished,
		cancel,
		handedOn,
		/** Sends a piece, and returns once it was read. */
		async send(piece: string) {
			connection?.write(piece);
			sent += piece.length;
			await client.untilRead(sent);
		},
	};
	void finished.then(() => {
		stream.ended = true;
	});
	while (!connection) await immediate();
	await stream.send(HEAD);
	return stream;
}

it.each<[name: string, piece: string]>([
	['events', 'data:{"a":1}\n\n'],
	['comments', ': still here\n\n'],
	['single characters', 'd'],
])('%s may come for any time', async (_name, piece) => {
	const stream = await begin();
	for (let count = 0; count < 3; count++) {
		await jest.advanceTimersByTimeAsync(290 * SECOND);
		await stream.send(piece);
	}
	await stream.send(`\n\n${DONE}`);

	expect(outcomeIn(await stream.finished).json).toMatchObject({ kind: 'success' });
	expect(server.requests).toBe(1);
});

it('a stream that stops moving is given up', async () => {
	const stream = await begin();
	await jest.advanceTimersByTimeAsync(290 * SECOND);
	await stream.send('data:{"a":1}\n\n');
	await jest.advanceTimersByTimeAsync(299 * SECOND);
	expect(stream.ended).toBe(false);
	await jest.advanceTimersByTimeAsync(SECOND);
	const { json } = outcomeIn(await stream.finished);

	const timeout = { ms: 300 * SECOND, of: 'idle' };
	expect(json).toEqual({ kind: 'timedOut', timeout, sent: true });
	expect(stream.handedOn).toEqual([{ a: 1 }]);
	expect(server.requests).toBe(1);
});

it('a stream that moves all the time ends when the time is up that was set', async () => {
	const stream = await begin({ options: { timeoutMs: 500 * SECOND } });
	for (let count = 0; count < 4; count++) {
		await jest.advanceTimersByTimeAsync(124 * SECOND);
		await stream.send('data:{"a":1}\n\n');
	}
	await jest.advanceTimersByTimeAsync(3 * SECOND);
	expect(stream.ended).toBe(false);
	await jest.advanceTimersByTimeAsync(SECOND);
	const { json } = outcomeIn(await stream.finished);

	const timeout = { ms: 500 * SECOND, of: 'total' };
	expect(json).toEqual({ kind: 'timedOut', timeout, sent: true });
	expect(stream.handedOn).toHaveLength(4);
	expect(server.requests).toBe(1);
});

it('a cancel ends a stream at once', async () => {
	const stream = await begin();
	await stream.send('data:{"a":1}\n\n');
	stream.cancel();
	const result = await stream.finished;

	expect(result.status).toBe('canceled');
	expect(result.outputOf('Probe')).toEqual([]);
	expect(stream.handedOn).toEqual([{ a: 1 }]);
	expect(server.requests).toBe(1);
});

describe('a stream that is refused for coming too fast', () => {
	const limit = '{"code":"0429","msg":"Request has exceeded the limit."}';

	/** Answers one request after the other, with all the time that is needed between them. */
	async function ask(...replies: Array<string | Buffer>) {
		const handedOn: JsonObject[] = [];
		server.answer = (socket, request) => socket.end(replies[request - 1] ?? '');
		const { finished } = await startProbe(
			{ reply: 'events', onEvent: (event) => handedOn.push(event) },
			{ credentials: server.credentials() },
		);
		const state = { ended: false };
		void finished.then(() => {
			state.ended = true;
		});
		while (!state.ended) {
			await immediate();
			await jest.advanceTimersByTimeAsync(10);
		}
		return { json: outcomeIn(await finished).json, handedOn };
	}

	it.each<[name: string, refusal: string | Buffer]>([
		['in the envelope', http(limit, JSON_TYPE)],
		['in the stream', `${HEAD}data:${limit}\n\n`],
	])('is asked for again: %s', async (_name, refusal) => {
		const { json, handedOn } = await ask(refusal, `${HEAD}data:{"a":1}\n\n${DONE}`);

		expect(json).toEqual({ kind: 'success', data: [{ a: 1 }] });
		expect(handedOn).toEqual([{ a: 1 }]);
		expect(server.requests).toBe(2);
	});

	it('is not asked for again when part of it was handed on, and paid', async () => {
		const { json, handedOn } = await ask(`${HEAD}data:{"a":1}\n\ndata:${limit}\n\n`);

		expect(json).toMatchObject({ kind: 'apiError', code: '0429' });
		expect(handedOn).toEqual([{ a: 1 }]);
		expect(server.requests).toBe(1);
	});
});
