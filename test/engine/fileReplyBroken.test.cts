import { mkdtempSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { BinaryDataConfig } from 'n8n-core';
import { until } from '../n8n/until.cjs';
import type { BinaryMode } from './binary.cjs';
import { Container } from './container.cjs';
import { probe, startProbe } from './probe.cjs';
import { storeIn, type FileCall } from './probe-node.cjs';
import { useRawServer } from './rawServer.cjs';

const server = useRawServer();

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n';
const CHUNKS = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const modes: BinaryMode[] = ['memory', 'filesystem'];

async function ask(binaryMode: BinaryMode, call: Omit<FileCall, 'reply'> = {}) {
	const credentials = server.credentials();
	return await probe({ ...call, reply: 'file' }, { credentials, binaryMode });
}

/** The beginning of a file that has far more than there is room for on the way. */
function begin(socket: Socket): void {
	const length = 64 * 1024 ** 2;
	socket.write(`${OK}Content-Length: ${length}\r\n\r\n`);
	socket.write(Buffer.alloc(length / 2));
}

describe.each(modes)('stored in %s', (mode) => {
	const packed = gzipSync('a video '.repeat(10_000));

	it.each<[name: string, end: (socket: Socket) => void]>([
		['less than its length', (socket) => socket.end(`${OK}Content-Length: 1000\r\n\r\nhalf`)],
		['one byte less', (socket) => socket.end(`${OK}Content-Length: 5\r\n\r\nhalf`)],
		['half of a chunk', (socket) => socket.end(`${CHUNKS}64\r\nhalf`)],
		['no last chunk', (socket) => socket.end(`${CHUNKS}4\r\nhalf\r\n`)],
		['a chunk of no size', (socket) => socket.end(`${CHUNKS}4\r\nhalf\r\nx\r\n`)],
		[
			'a connection that is reset',
			(socket) => {
				socket.write(`${CHUNKS}4\r\nhalf\r\n`, () => socket.resetAndDestroy());
			},
		],
		[
			'half of what was packed',
			(socket) => {
				socket.write(`${OK}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
				socket.end(packed.subarray(0, packed.length / 2));
			},
		],
		['nothing', (socket) => socket.end(`${OK}Content-Length: 1000\r\n\r\n`)],
	])('a file that ends with %s is none', async (_name, end) => {
		server.answer = end;
		const { json, binary } = await ask(mode);

		expect(json).toMatchObject({ kind: 'networkError' });
		expect(binary).toBeUndefined();
		// It may have been charged.
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it('a file that is stored only in part is none', async () => {
		server.answer = begin;
		const { json } = await ask(mode, {
			store: (context) => async (body) => {
				for await (const piece of body) {
					return await context.helpers.prepareBinaryData(piece as Buffer, 'file', 'video/mp4');
				}
				throw new Error('Nothing came');
			},
		});

		expect(json).toMatchObject({ kind: 'networkError' });
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it.each<[name: string, store: FileCall['store']]>([
		['before it reads', () => async () => await Promise.reject(new Error('The disk is full'))],
		[
			'half way',
			() => async (body) => {
				for await (const piece of body) {
					if ((piece as Buffer).length > 0) throw new Error('The disk is full');
				}
				throw new Error('Nothing came');
			},
		],
		[
			'when all has come',
			(context) => async (body, headers) => {
				await storeIn(context)(body, headers);
				throw new Error('The disk is full');
			},
		],
	])('says why a store fails %s, and closes the connection', async (name, store) => {
		server.answer = (socket) => {
			if (name === 'when all has come') socket.write(`${OK}Content-Length: 3\r\n\r\nabc`);
			else begin(socket);
		};
		const { json, binary } = await ask(mode, { store });

		expect(json).toEqual({ kind: 'notStored', detail: 'The disk is full' });
		expect(binary).toBeUndefined();
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it('a cancel ends the download at once', async () => {
		let connection: Socket | undefined;
		server.answer = (socket) => {
			begin(socket);
			connection = socket;
		};
		const { finished, cancel } = await startProbe(
			{ reply: 'file' },
			{ credentials: server.credentials(), binaryMode: mode },
		);
		// Most of it must have been read, and no more will come.
		await until(() => connection?.writableLength === 0, 10_000, 5);
		cancel();
		const result = await finished;

		expect(connection?.writableLength).toBe(0);
		expect(result.status).toBe('canceled');
		expect(result.outputOf('Probe')).toEqual([]);
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});
});

it("says why n8n's own store fails, and closes the connection", async () => {
	const config = Container.get(BinaryDataConfig);
	const { localStoragePath } = config;
	// A file stands where a folder is needed.
	config.localStoragePath = mkdtempSync(join(localStoragePath, 'broken-'));
	writeFileSync(join(config.localStoragePath, 'workflows'), '');
	server.answer = begin;
	const { json } = await ask('filesystem');
	config.localStoragePath = localStoragePath;

	expect(json).toMatchObject({ kind: 'notStored' });
	expect(json.detail).toMatch(/ENOTDIR|EEXIST/);
	expect(server.requests).toBe(1);
	await server.untilClosed();
});
