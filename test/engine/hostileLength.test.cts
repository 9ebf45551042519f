import type { Transform, Writable } from 'node:stream';
import { createBrotliCompress, createGzip } from 'node:zlib';
import type { FaultInput } from '../sandbox/faults.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { useRawServer } from './rawServer.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox({ indexAfterMs: 0 });
const server = useRawServer();

const MEGABYTE = 1024 ** 2;

const operations = {
	'a file upload': { resource: 'video', operation: 'uploadFile' },
	'an upload by URL': { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a' },
	'a read': { resource: 'video', operation: 'getAll' },
};
const names = Object.keys(operations) as Array<keyof typeof operations>;

async function run(name: keyof typeof operations, credentials = account.credentials()) {
	const file = { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	return await runNode({
		// Repeats are allowed, and there must be none.
		parameters: { ...operations[name], options: { maxRetries: 3, timeout: 60 } },
		items: [await binaryItem(file, 'memory')],
		credentials,
	});
}

function expectTooLong(result: Awaited<ReturnType<typeof run>>): void {
	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({ name: 'NodeApiError' });
	expect(result.error?.message).toMatch(/unreadable/);
	expect(result.error?.description).toMatch(/longer than 16 MB/);
	expect(result.error?.description?.length).toBeLessThan(1_000);
	expect(result.outputOf(nodeName)).toEqual([]);
}

const PIECE = Buffer.alloc(64 * 1024, 'x');

/**
 * 64 MB as fast as the receiver takes them, and then neither more nor an end: who wants to read more
 * than that hangs. How far a server gets until it notices that nobody reads any more is a matter of luck.
 */
function writeWithoutEnd(to: Writable): void {
	let left = (64 * MEGABYTE) / PIECE.length;
	const more = () => {
		while (left > 0 && !to.destroyed) {
			left -= 1;
			if (!to.write(PIECE)) break;
		}
	};
	to.on('drain', more);
	more();
}

describe.each(names)('%s', (name) => {
	it.each<[string, FaultInput]>([
		['100 MB of known length', { kind: 'hugeReply', withLength: true }],
		['100 MB of unknown length', { kind: 'hugeReply' }],
		['100 MB packed into 100 kB', { kind: 'gzipBomb' }],
		['16 MB and a byte', { kind: 'hugeReply', bytes: 16 * MEGABYTE + 1 }],
	])('does not take %s', async (_name, fault) => {
		account.sandbox.fault(fault);
		const result = await run(name);

		expectTooLong(result);
		expect(account.sandbox.requests).toHaveLength(1);
	});

	it('takes 16 MB', async () => {
		account.sandbox.fault({ kind: 'hugeReply', bytes: 16 * MEGABYTE });
		const result = await run(name);

		expect(result.error).toBeUndefined();
	});

	it.each<[string, string, (() => Transform) | undefined]>([
		['as it is', '', undefined],
		['in gzip', 'Content-Encoding: gzip\r\n', createGzip],
		['in Brotli', 'Content-Encoding: br\r\n', createBrotliCompress],
	])('ends a reply without end: %s', async (_name, header, compress) => {
		server.answer = (socket) => {
			socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n`);
			const compressor = compress?.();
			compressor?.pipe(socket);
			socket.on('close', () => compressor?.destroy());
			writeWithoutEnd(compressor ?? socket);
		};
		const result = await run(name, server.credentials());

		expectTooLong(result);
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it('ends a connection on which nothing follows what is too much already', async () => {
		server.answer = (socket) => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.write(Buffer.alloc(16 * MEGABYTE + 1, ' '));
		};
		const result = await run(name, server.credentials());

		expect(result.error?.description).toMatch(/longer than 16 MB/);
		await server.untilClosed();
	});
});
