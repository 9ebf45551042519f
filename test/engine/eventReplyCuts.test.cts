import type { Socket } from 'node:net';
import type { JsonObject } from '../../nodes/MemoriesAi/transport/json';
import { useClientConnection } from './clientConnection.cjs';
import { probe } from './probe.cjs';
import { useRawServer } from './rawServer.cjs';

const server = useRawServer();
const client = useClientConnection();

const HEAD = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
const events = [{ a: 'ä' }, { b: '😀\u2028' }, { c: 606120397607 }];
const STREAM = Buffer.from(
	[
		': ok',
		...events.map((event) => `data:${JSON.stringify(event)}\r\n`),
		'data:{"code":"SUCCESS","data":"Done"}\r\n\r\n',
	].join('\r\n'),
);
const positions = [...STREAM.keys()].slice(1);

/** Sends each piece when the client has read and used the one before: else they would become one. */
async function send(socket: Socket, pieces: Buffer[]): Promise<void> {
	let sent = 0;
	for (const piece of pieces) {
		socket.write(piece);
		sent += piece.length;
		await client.untilRead(sent);
	}
}

async function ask(pieces: Buffer[], end = false) {
	const handedOn: JsonObject[] = [];
	server.answer = (socket) => {
		void send(socket, [HEAD, ...pieces]).then(() => {
			if (end) socket.end();
		});
	};
	const { json } = await probe(
		{ reply: 'events', onEvent: (event) => handedOn.push(event) },
		{ credentials: server.credentials() },
	);
	return { json, handedOn };
}

it('gives the same events wherever it is cut in two', async () => {
	for (const position of positions) {
		const { json } = await ask([STREAM.subarray(0, position), STREAM.subarray(position)]);
		expect({ position, ...json }).toEqual({ position, kind: 'success', data: events });
	}
}, 60_000);

it('gives the same events when it comes byte by byte', async () => {
	const { json } = await ask([...STREAM.keys()].map((at) => STREAM.subarray(at, at + 1)));

	expect(json).toEqual({ kind: 'success', data: events });
});

it('is no success wherever it breaks off, and what came was handed on', async () => {
	const marker = STREAM.indexOf('"Done"}') + '"Done"}'.length;
	for (const position of positions.filter((at) => at < marker)) {
		const { json, handedOn } = await ask([STREAM.subarray(0, position)], true);
		expect({ position, kind: json.kind }).toEqual({ position, kind: 'networkError' });
		const whole = events.filter((event) => {
			const text = JSON.stringify(event);
			return STREAM.indexOf(text) + Buffer.byteLength(text) <= position;
		});
		expect(handedOn).toEqual(whole);
	}
}, 60_000);

it.each<[name: string, end: (socket: Socket) => void]>([
	['half a chunk', (socket) => socket.end('40\r\ndata:{"code":"SUCCESS","da')],
	['no last chunk', (socket) => socket.end()],
	['a reset', (socket) => socket.resetAndDestroy()],
])('is no success when it ends in %s', async (_name, end) => {
	const handedOn: JsonObject[] = [];
	let connection: Socket | undefined;
	server.answer = (socket) => {
		connection = socket;
		socket.write(HEAD.toString().replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n'));
		socket.write('c\r\ndata:{"a":1}\r\n1\r\n\n\r\n');
	};
	const { json } = await probe(
		{
			reply: 'events',
			onEvent: (event) => {
				handedOn.push(event);
				if (connection) end(connection);
			},
		},
		{ credentials: server.credentials() },
	);

	expect(json).toMatchObject({ kind: 'networkError' });
	expect(handedOn).toEqual([{ a: 1 }]);
	expect(server.requests).toBe(1);
});
