import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import type { BinaryMode } from './binary.cjs';
import { Container } from './container.cjs';
import { probe } from './probe.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();

const OK = 'HTTP/1.1 200 OK\r\n';
const BYTES = 'Content-Type: application/octet-stream';
const JSON_TYPE = 'Content-Type: application/json;charset=UTF-8';
const modes: BinaryMode[] = ['memory', 'filesystem'];

function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function withStatus(status: string, reply: Buffer): Buffer {
	return Buffer.from(reply.toString('latin1').replace('200 OK', status), 'latin1');
}

async function stored({ binary }: INodeExecutionData): Promise<Buffer> {
	if (!binary?.data) throw new Error('No file was stored');
	return await Container.get(BinaryDataService).getAsBuffer(binary.data);
}

async function ask(binaryMode: BinaryMode, answer: (socket: Socket) => void) {
	server.answer = answer;
	return await probe({ reply: 'file' }, { credentials: server.credentials(), binaryMode });
}

describe.each(modes)('a file, stored in %s', (mode) => {
	const content = randomBytes(1_000_003);

	it.each<[name: string, reply: Buffer]>([
		['with its length', http(content, BYTES)],
		[
			'in chunks',
			Buffer.concat([
				Buffer.from(`${OK}${BYTES}\r\nTransfer-Encoding: chunked\r\n\r\n`),
				Buffer.from(`${content.length.toString(16)}\r\n`),
				content,
				Buffer.from('\r\n0\r\n\r\n'),
			]),
		],
		// Unpacked it is shorter than its Content-Length.
		['packed, although it cannot be', http(gzipSync(content), BYTES, 'Content-Encoding: gzip')],
		['under 206', withStatus('206 Partial Content', http(content, BYTES))],
	])('arrives %s as it was sent', async (_name, reply) => {
		const item = await ask(mode, (socket) => socket.write(reply));

		expect(item.json).toMatchObject({ kind: 'success', data: { bytes: content.length } });
		expect(sha256(await stored(item))).toBe(sha256(content));
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it('arrives whole when the connection ends with it', async () => {
		const item = await ask(mode, (socket) => {
			socket.write(`${OK}${BYTES}\r\n\r\n`);
			socket.end(content);
		});

		expect(sha256(await stored(item))).toBe(sha256(content));
	});

	it('is asked for as it is, for nobody would notice if half of what was packed were missing', async () => {
		let asked = '';
		server.answer = (socket, _request, beginning) => {
			asked = beginning.toString().toLowerCase();
			socket.write(http('a video', BYTES));
		};
		await probe({ reply: 'file' }, { credentials: server.credentials(), binaryMode: mode });

		expect(asked).toContain('\r\naccept-encoding: identity\r\n');
		expect(asked).toContain('\r\naccept: */*\r\n');
	});

	it('arrives unpacked when it was packed', async () => {
		const text = Buffer.from('the same again and again '.repeat(50_000));
		const reply = http(gzipSync(text), BYTES, 'Content-Encoding: gzip');
		const item = await ask(mode, (socket) => socket.write(reply));

		expect(sha256(await stored(item))).toBe(sha256(text));
	});

	it.each(['video/mp4', 'image/jpeg', 'application/octet-stream'])(
		'is of type %s',
		async (type) => {
			const item = await ask(mode, (socket) =>
				socket.write(http(content, `content-type: ${type}`)),
			);

			expect(item.binary?.data).toMatchObject({ mimeType: type, bytes: content.length });
		},
	);

	it('of one byte is a file', async () => {
		const item = await ask(mode, (socket) => socket.write(http('x', BYTES)));

		expect((await stored(item)).toString()).toBe('x');
	});

	it.each<[name: string, reply: string | Buffer]>([
		['with a length', http('', BYTES)],
		['in chunks', `${OK}${BYTES}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
		['under 204', 'HTTP/1.1 204 No Content\r\n\r\n'],
	])('of no bytes is none: %s', async (_name, reply) => {
		const item = await ask(mode, (socket) => socket.write(reply));

		expect(item.json).toMatchObject({ kind: 'networkError' });
		expect(item.binary).toBeUndefined();
		expect(server.requests).toBe(1);
	});
});

const notFound =
	'{"code":"0001","msg":"video not found","data":null,"failed":true,"success":false}';
const keyInIt = '{"code":"0401","msg":"sk-mavi-sandbox is no key"}';
const html = '<html>502 Bad Gateway of sk-mavi-sandbox</html>';

it.each<[name: string, reply: Buffer, outcome: object]>([
	[
		'a refusal',
		http(notFound, JSON_TYPE),
		{ kind: 'apiError', code: '0001', message: 'video not found' },
	],
	[
		'a packed refusal',
		http(gzipSync(notFound), JSON_TYPE, 'Content-Encoding: gzip'),
		{ kind: 'apiError', code: '0001', message: 'video not found' },
	],
	[
		'a refusal with the key in it',
		http(keyInIt, JSON_TYPE),
		{ kind: 'apiError', code: '0401', message: '(API key) is no key' },
	],
	[
		'a success in the envelope',
		http('{"code":"0000","msg":"success","data":{"url":"https://a/sk-mavi-sandbox"}}', JSON_TYPE),
		{ kind: 'invalidResponse', status: 200, body: '{"url":"https://a/(API key)"}' },
	],
	[
		'a page',
		http(html, 'Content-Type: text/html'),
		{ kind: 'invalidResponse', status: 200, body: html.replace('sk-mavi-sandbox', '(API key)') },
	],
	[
		'a page of a gateway',
		withStatus('502 Bad Gateway', http(html, 'Content-Type: text/html')),
		{ kind: 'invalidResponse', status: 502 },
	],
	[
		'a failure that says it is a file',
		withStatus('500 Internal Server Error', http('bytes', BYTES)),
		{ kind: 'invalidResponse', status: 500 },
	],
	[
		'a redirect',
		withStatus('302 Found', http('', 'Location: https://example.com/a')),
		{ kind: 'invalidResponse', status: 302, location: 'https://example.com/a' },
	],
])('does not take %s for a file', async (_name, reply, outcome) => {
	const item = await ask('memory', (socket) => socket.write(reply));

	expect(item.json).toMatchObject(outcome);
	expect(JSON.stringify(item)).not.toContain('sk-mavi-sandbox');
	expect(item.binary).toBeUndefined();
	expect(server.requests).toBe(1);
	await server.untilClosed();
});
