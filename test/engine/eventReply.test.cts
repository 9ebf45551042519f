import type { Socket } from 'node:net';
import type { JsonObject } from '../../nodes/MemoriesAi/transport/json';
import { probe } from './probe.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\n\r\n';

/** What came of it, and what was handed on until then. */
async function ask(answer: (socket: Socket) => void) {
	const handedOn: JsonObject[] = [];
	server.answer = answer;
	const { json } = await probe(
		{ reply: 'events', onEvent: (event) => handedOn.push(event) },
		{ credentials: server.credentials() },
	);
	expect(server.requests).toBe(1);
	await server.untilClosed();
	return { json, handedOn };
}

async function askFor(lines: string[], lineEnd = '\n\n') {
	return await ask((socket) => socket.end(HEAD + lines.map((line) => line + lineEnd).join('')));
}

const DONE = 'data:{"code":"SUCCESS","data":"Done"}';
const thinking = {
	type: 'thinking',
	title: 'Look',
	content: '…\u2028😀',
	sessionId: '606120397607260160',
};
const ref = { type: 'ref', ref: [{ video: { video_no: 'VI1' }, refItems: [{ startTime: 23 }] }] };
const content = {
	type: 'content',
	role: 'assistant',
	content: 'data: "Done"\n\n',
	sessionId: null,
};
const chat = [thinking, ref, content];

function dataLines(events: unknown[], prefix = 'data:'): string[] {
	return events.map((event) => prefix + JSON.stringify(event));
}

describe('a stream', () => {
	it.each<[name: string, end: string]>([
		['of a chat', DONE],
		['of a chat that ends in a word', 'data:"Done"'],
		['that ends as others do', 'data: [DONE]'],
	])('%s is read', async (_name, end) => {
		const { json, handedOn } = await askFor([...dataLines(chat), end]);

		expect(json).toEqual({ kind: 'success', data: chat });
		expect(handedOn).toEqual(chat);
	});

	it('of tokens is read', async () => {
		const tokens = [{ token: 'Hel' }, { token: 'lo' }, { token: ' ' }, { token: '' }];
		const { json } = await askFor([...dataLines(tokens, 'data: '), 'data: [DONE]']);

		expect(json).toEqual({ kind: 'success', data: tokens });
	});

	it.each<[name: string, lines: string[], lineEnd: string]>([
		['a line each', [...dataLines(chat), DONE], '\n'],
		['a line each, as on Windows', [...dataLines(chat), DONE], '\r\n'],
		['blank lines, as on Windows', [...dataLines(chat), DONE], '\r\n\r\n'],
		['more blank lines', ['', ...dataLines(chat), '', '', DONE], '\n\n\n'],
		['comments', [': hello', ...dataLines(chat).flatMap((line) => [line, ':']), DONE], '\n'],
		[
			'other fields',
			dataLines([...chat, 'Done']).map((line) => `event: message\nid:606\nretry: 10\n${line}`),
			'\n\n',
		],
		['other fields behind', [...dataLines(chat), DONE].map((line) => `${line}\nid: 1`), '\n\n'],
		['empty data', ['data:', 'data', ...dataLines(chat), 'data: ', DONE], '\n'],
		['a byte order mark', [`\uFEFF${dataLines(chat).join('\n')}`, DONE], '\n'],
		['much after its end', [...dataLines(chat), DONE, 'data:"Error"', 'x'.repeat(1e6)], '\n'],
	])('is read with %s', async (_name, lines, lineEnd) => {
		const { json, handedOn } = await askFor(lines, lineEnd);

		expect(json).toEqual({ kind: 'success', data: chat });
		expect(handedOn).toEqual(chat);
	});

	it('may lack its last line end', async () => {
		const { json } = await ask((socket) =>
			socket.end(HEAD + [...dataLines(chat), DONE].join('\n')),
		);

		expect(json).toEqual({ kind: 'success', data: chat });
	});

	it('may end in half a line end', async () => {
		const { json } = await ask((socket) => socket.end(`${HEAD}data: [DONE]\r`));

		expect(json).toEqual({ kind: 'success', data: [] });
	});

	it('takes JSON that is written over several lines', async () => {
		const lines = JSON.stringify(ref, undefined, 2).split('\n');
		const { json } = await askFor([lines.map((line) => `data: ${line}`).join('\n'), DONE]);

		expect(json).toEqual({ kind: 'success', data: [ref] });
	});

	it('keeps every digit of a 64-bit id', async () => {
		const { json } = await askFor(['data:{"id":568102998803353601,"n":[7]}', 'data:"Done"']);

		expect(json).toEqual({ kind: 'success', data: [{ id: '568102998803353601', n: [7] }] });
	});

	it('does not show the key', async () => {
		const { json, handedOn } = await askFor(['data:{"content":"sk-mavi-sandbox"}', DONE]);

		expect(json).toEqual({ kind: 'success', data: [{ content: '(API key)' }] });
		expect(handedOn).toEqual([{ content: '(API key)' }]);
	});

	it('is over with its end marker, not with the connection', async () => {
		const { json } = await ask((socket) => socket.write(`${HEAD}${DONE}\n\n`));

		expect(json).toEqual({ kind: 'success', data: [] });
	});

	it('is asked for as it is, so that nobody packs what should come at once', async () => {
		let asked = '';
		server.answer = (socket, _request, beginning) => {
			asked = beginning.toString().toLowerCase();
			socket.end(`${HEAD}${DONE}\n\n`);
		};
		await probe({ reply: 'events' }, { credentials: server.credentials() });

		expect(asked).toContain('\r\naccept: text/event-stream\r\n');
		expect(asked).toContain('\r\naccept-encoding: identity\r\n');
	});
});

it.each<[name: string, write: (event: object) => string]>([
	['a line', (event) => `data:${JSON.stringify(event)}\n`],
	['a line and a blank one', (event) => `data:${JSON.stringify(event)}\n\n`],
	['lines', (event) => `data:${JSON.stringify(event).replace(':', ':\ndata:')}\r\n\r\n`],
])('hands each event on before the next is sent: %s', async (_name, write) => {
	const handedOn: JsonObject[] = [];
	let sendNext = () => {};
	server.answer = (socket) => {
		socket.write(HEAD);
		let sent = 0;
		sendNext = () => {
			const event = chat[sent];
			sent += 1;
			socket.write(event ? write(event) : `${DONE}\n\n`);
		};
		sendNext();
	};
	const { json } = await probe(
		{
			reply: 'events',
			onEvent: (event) => {
				handedOn.push(event);
				sendNext();
			},
		},
		{ credentials: server.credentials() },
	);

	expect(handedOn).toEqual(chat);
	expect(json).toEqual({ kind: 'success', data: chat });
});

const notFound = 'No videos found for the provided video numbers.';

describe.each([
	['at once', []],
	['after events', chat],
])('a failure %s', (_when, before) => {
	it.each<[said: string, line: string, code: string, message: string]>([
		['in quotes', `data:${JSON.stringify(notFound)}`, '', notFound],
		['in a word', 'data:"Error"', '', 'Error'],
		['in plain words', "data: user don't login", '', "user don't login"],
		[
			'in plain words of several lines',
			'data: Video is not parsed:\ndata: VI1',
			'',
			'Video is not parsed:\nVI1',
		],
		['with a code', 'data:{"code":"0402","msg":"Too few credits"}', '0402', 'Too few credits'],
		['with the code of a status', 'data:{"code":402,"msg":"No","data":null}', '0402', 'No'],
		['with a code and data', 'data:{"code":"FAIL","data":"Error"}', 'FAIL', 'Error'],
		['in a success', `data:{"code":"SUCCESS","data":"${notFound}"}`, '', notFound],
		['in nothing', 'data:{"code":"0001"}', '0001', ''],
		['with the key', 'data:"sk-mavi-sandbox is no key"', '', '(API key) is no key'],
		['in half of JSON', 'data:{"type":', '', '{"type":'],
	])('is told: %s', async (_said, line, code, message) => {
		const { json, handedOn } = await askFor([...dataLines(before), line, DONE]);

		expect(json).toMatchObject({ kind: 'apiError', code, message });
		expect(handedOn).toEqual(before);
	});

	it('is told when the stream ends with it', async () => {
		const { json } = await ask((socket) => socket.end(`${HEAD}data: No sk-mavi-sandbox`));

		expect(json).toMatchObject({ kind: 'apiError', code: '', message: 'No (API key)' });
	});
});

const refusal =
	'{"code":"0402","msg":"sk-mavi-sandbox has too few credits","data":null,"failed":true}';

it.each<[name: string, reply: Buffer | string, outcome: object]>([
	[
		'a refusal',
		http(refusal, 'Content-Type: application/json'),
		{ kind: 'apiError', code: '0402', message: '(API key) has too few credits' },
	],
	[
		'a refusal without a type',
		http(refusal),
		{ kind: 'apiError', code: '0402', message: '(API key) has too few credits' },
	],
	[
		'a success in the envelope',
		http('{"code":"0000","data":{"content":"Hello"}}', 'Content-Type: application/json'),
		{ kind: 'invalidResponse', status: 200, body: '{"content":"Hello"}' },
	],
	[
		'a page',
		http('<html>sk-mavi-sandbox</html>', 'Content-Type: text/html'),
		{ kind: 'invalidResponse', status: 200, body: '<html>(API key)</html>' },
	],
	[
		'a stream under 502',
		`${HEAD.replace('200 OK', '502 Bad Gateway')}${DONE}\n\n`,
		{ kind: 'invalidResponse', status: 502 },
	],
	['nothing', http('', 'Content-Type: text/event-stream'), { kind: 'networkError' }],
])('does not take %s for a stream', async (_name, reply, outcome) => {
	const { json, handedOn } = await ask((socket) => socket.end(reply));

	expect(json).toMatchObject(outcome);
	expect(handedOn).toEqual([]);
});
