import type { JsonObject } from '../../nodes/MemoriesAi/transport/json';
import { probe } from './probe.cjs';
import { useRawServer } from './rawServer.cjs';

const server = useRawServer();

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';
const DONE = 'data:{"code":"SUCCESS","data":"Done"}\n\n';
const MEGABYTE = 1024 ** 2;

async function ask(stream: string) {
	const handedOn: JsonObject[] = [];
	server.answer = (socket) => socket.end(HEAD + stream);
	const { json } = await probe(
		{ reply: 'events', onEvent: (event) => handedOn.push(event) },
		{ credentials: server.credentials() },
	);
	expect(server.requests).toBe(1);
	await server.untilClosed();
	return { json, handedOn };
}

const long = `data:${JSON.stringify({ text: 'a'.repeat(MEGABYTE) })}\n`;

it.each<[name: string, stream: string, quoted: RegExp]>([
	['one line', `data:"${'a'.repeat(17 * MEGABYTE)}`, /^$/],
	['lines of nothing', '\n'.repeat(17 * MEGABYTE), /^$/],
	['comments', `: sk-mavi-sandbox\n`.repeat(MEGABYTE), /^$/],
	['events', long.repeat(17), /^$/],
	['one message', 'data:sk-mavi-sandbox\n'.repeat(MEGABYTE), /^\(API key\)\n\(API key\)\n/],
])(
	'is not read on when it is longer than 16 MB: %s',
	async (name, stream, quoted) => {
		const { json, handedOn } = await ask(`${stream}\n${DONE}`);

		expect(json).toMatchObject({ kind: 'invalidResponse', status: 200, tooLong: true });
		expect(json.body).toMatch(quoted);
		expect(JSON.stringify(json)).not.toContain('sk-mavi-sandbox');
		expect(handedOn).toHaveLength(name === 'events' ? 15 : 0);
	},
	20_000,
);

it('is read when it has a line of 15 MB', async () => {
	const text = 'a'.repeat(15 * MEGABYTE);
	const { json } = await ask(`data:${JSON.stringify({ text })}\n${DONE}`);

	expect(json.data).toHaveLength(1);
	// Compared by hand: what a failed comparison would print is long.
	expect(JSON.stringify(json) === JSON.stringify({ kind: 'success', data: [{ text }] })).toBe(true);
}, 20_000);
