import type { Socket } from 'node:net';
import type { Route } from '../../nodes/MemoriesAi/transport/endpoint';
import type { Fields } from '../../nodes/MemoriesAi/transport/fields';
import { probe } from './probe.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();

/** Answers a request when all of it has come, and returns it. */
async function answer(socket: Socket, beginning: Buffer): Promise<string> {
	let request = beginning.toString();
	const isWhole = () => {
		const [head = '', body] = request.split('\r\n\r\n');
		const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
		return body !== undefined && Buffer.byteLength(body) === length;
	};
	while (!isWhole()) {
		request += await new Promise<string>((resolve) => {
			socket.once('data', (bytes) => {
				resolve(bytes.toString());
			});
		});
	}
	socket.end(http('{"code":"0000","msg":"success","data":null}'));
	return request;
}

async function send(route: Partial<Route>, fields: Fields): Promise<string> {
	let request: Promise<string> | undefined;
	server.answer = (socket, _request, beginning) => {
		request = answer(socket, beginning);
	};
	const { json } = await probe(
		{ reply: 'envelope', route, fields },
		{ credentials: server.credentials() },
	);
	expect(json).toEqual({ kind: 'success', data: null });
	return (await request) ?? '';
}

// n8n's HTTP client knows JSON by its type, and would read and write it anew.
it.each<[name: string, ids: Fields[string], body: string]>([
	['ids', ['VI1', 'VI2'], '["VI1","VI2"]'],
	['64-bit ids', [568102998803353601n], '[568102998803353601]'],
	['no ids', [], '[]'],
])('a list arrives as the whole body: %s', async (_name, ids, body) => {
	const request = await send(
		{ bodyField: 'ids', queryFields: { uniqueId: 'unique_id' } },
		{ ids, uniqueId: 'me & you' },
	);

	expect(request).toMatch(/^POST \/probe\?unique_id=me(\+|%20)%26(\+|%20)you HTTP/);
	expect(request).toMatch(/^content-type: application\/json\r$/im);
	expect(request.slice(request.indexOf('\r\n\r\n') + 4)).toBe(body);
});

it('nested objects arrive as they are', async () => {
	const filters = { ids: [568102998803353601n], tag: { is: 'ä\u2028', not: undefined } };
	const request = await send(
		{ fields: { filters: 'filters', page: 'page' } },
		{ filters, page: 1 },
	);

	expect(request.slice(request.indexOf('\r\n\r\n') + 4)).toBe(
		'{"filters":{"ids":[568102998803353601],"tag":{"is":"ä\u2028"}},"page":1}',
	);
});
