import { readdirSync, readlinkSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { until } from '../n8n/until.cjs';
import { untilSo, useFakeTimers } from './fakeTimers.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();

const upload = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const read = { resource: 'video', operation: 'get', videoNo: 'VI1' };

async function run(parameters: typeof upload | typeof read, timeout = 60) {
	// An upload could be repeated, but must not be; a read would be, for minutes.
	const maxRetries = parameters === upload ? 3 : 0;
	return await runNode({
		parameters: { ...parameters, options: { maxRetries, timeout } },
		credentials: server.credentials(),
	});
}

const GOOD = '{"code":"0000","msg":"success","data":{"videoNo":"VI1","video_no":"VI1"}}';
const OK = 'HTTP/1.1 200 OK\r\n';
const EARLY = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
const lost = /lost before it answered/;
const unreadable = /unreadable/;

const bothWays = [
	['an upload', upload],
	['a read', read],
] as const;

describe.each(bothWays)('%s', (_what, parameters) => {
	it.each<[name: string, bytes: string | Buffer]>([
		[
			'a reply after 1,000 interim ones',
			Buffer.concat([Buffer.from(EARLY.repeat(1000)), http(GOOD)]),
		],
		['a byte order mark', http(`\uFEFF${GOOD}`)],
		['2,000 headers', http(GOOD, ...Array.from({ length: 2000 }, () => 'X: y'))],
		['an encoding that nobody knows', http(GOOD, 'Content-Encoding: plain')],
		[
			'a charset that it does not have',
			http(GOOD, 'Content-Type: application/json; charset=utf-16'),
		],
		['a type that it does not have', http(GOOD, 'Content-Type: image/png')],
		['gzip', http(gzipSync(GOOD), 'Content-Encoding: gzip')],
		['a second reply behind it', Buffer.concat([http(GOOD), http('{"code":"0401"}')])],
	])('takes %s', async (_name, bytes) => {
		server.answer = (socket) => socket.write(bytes);
		const result = await run(parameters);

		expect(result.error).toBeUndefined();
		expect(result.outputOf(nodeName)).toMatchObject([{ json: { videoNo: 'VI1' } }]);
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	it.each<[name: string, bytes: string | Buffer, words: RegExp]>([
		['1 MB of headers', `${OK}X: ${'y'.repeat(1e6)}\r\n\r\n${GOOD}`, lost],
		['no HTTP', GOOD, lost],
		['a malformed status line', `HTP/1.1 OK\r\n\r\n${GOOD}`, lost],
		['a status of five digits', `HTTP/1.1 99999 OK\r\n\r\n${GOOD}`, lost],
		['a status that does not exist', http(GOOD).toString().replace('200', '999'), /HTTP 999/],
		['no content', 'HTTP/1.1 204 No Content\r\n\r\n', unreadable],
		['a reply said to be gzip', http(GOOD, 'Content-Encoding: gzip'), lost],
		['a reply said to be Brotli', http(GOOD, 'Content-Encoding: br'), lost],
		['half of a gzip', http(gzipSync(GOOD).subarray(0, 40), 'Content-Encoding: gzip'), unreadable],
		['gzip in gzip', http(gzipSync(gzipSync(GOOD)), 'Content-Encoding: gzip, gzip'), unreadable],
		['text after the JSON', http(`${GOOD}<!-- cached -->`), unreadable],
		['two lengths', `${OK}Content-Length: 5\r\nContent-Length: 9\r\n\r\n${GOOD}`, lost],
		['a negative length', `${OK}Content-Length: -5\r\n\r\n${GOOD}`, lost],
		[
			'a length and chunks',
			`${OK}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
			lost,
		],
		['chunks of no size', `${OK}Transfer-Encoding: chunked\r\n\r\nmany\r\n${GOOD}`, lost],
		['UTF-16', http(Buffer.from(GOOD, 'utf16le')), unreadable],
		['NUL within JSON', http(GOOD.replace('success', 'succ\0ess')), unreadable],
		['only NUL', http('\0'.repeat(1000)), unreadable],
	])('does not take %s', async (_name, bytes, words) => {
		server.answer = (socket) => socket.write(bytes);
		const result = await run(parameters);

		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({ name: 'NodeApiError' });
		expect(result.error?.message).toMatch(words);
		// Nothing that no screen can show.
		expect(result.error?.description).toMatch(/^[^\p{Cc}]+$/u);
		expect(result.outputOf(nodeName)).toEqual([]);
		expect(server.requests).toBe(1);
		await server.untilClosed();
	});

	describe('when its time is up', () => {
		useFakeTimers();

		it.each<[name: string, beginning: string, drop: string]>([
			['headers', `${OK}X: `, 'y'],
			['interim replies', '', EARLY],
			['blanks before the JSON', `${OK}Content-Length: 100000\r\n\r\n`, ' '],
			['a string', `${OK}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n"\r\n'],
		])('ends %s in drops', async (_name, beginning, drop) => {
			let drops = 0;
			server.answer = (socket) => {
				socket.write(beginning);
				// In real time, which passes meanwhile, too.
				const drip = setInterval(() => {
					socket.write(drop);
					drops += 1;
				}, 20);
				socket.on('close', () => {
					clearInterval(drip);
				});
			};
			const running = run(parameters, 60);
			await untilSo(() => drops > 10);
			await jest.advanceTimersByTimeAsync(60_000);
			const result = await running;

			expect(result.error).toMatchObject({ name: 'NodeApiError' });
			expect(result.error?.message).toMatch(/in time/);
			expect(result.error?.description).toMatch(/Timeout/);
			expect(server.requests).toBe(1);
			await server.untilClosed();
		});

		it('ends the wait after a change of protocol', async () => {
			server.answer = (socket) => {
				socket.write(
					'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
				);
			};
			const running = run(parameters, 60);
			await untilSo(() => server.requests > 0);
			await jest.advanceTimersByTimeAsync(60_000);
			const result = await running;

			expect(result.error?.message).toMatch(/in time/);
			expect(server.requests).toBe(1);
			await server.untilClosed();
		});
	});
});

it('a second reply on one connection answers no other request', async () => {
	const reply = (videoNo: string) => http(JSON.stringify({ code: '0000', data: { videoNo } }));
	server.answer = (socket, request) => {
		socket.write(Buffer.concat([reply(`VI${request}`), reply('VI-other')]));
	};
	const result = await runNode({
		parameters: { ...upload, options: { concurrency: 1 } },
		items: [{ json: {} }, { json: {} }, { json: {} }],
		credentials: server.credentials(),
	});

	expect(result.outputOf(nodeName).map(({ json }) => json.videoNo)).toEqual(['VI1', 'VI2', 'VI3']);
});

/** Files of n8n's store that this process has open; only Linux tells. */
function openFiles(): string[] {
	if (process.platform !== 'linux') return [];
	return readdirSync('/proc/self/fd').flatMap((descriptor) => {
		try {
			const file = readlinkSync(`/proc/self/fd/${descriptor}`);
			return file.includes('binary_data') ? [file] : [];
		} catch {
			// The one that the list itself was read with.
			return [];
		}
	});
}

it.each([
	['an answer', http('{"code":"0402","msg":"Balance is too low."}'), /0402/],
	['an answer that is no HTTP', 'no', lost],
	['a success', http(GOOD), undefined],
])('%s in the middle of an upload ends it, and closes its file', async (_name, bytes, words) => {
	const content = { size: 64 * 1024 ** 2 };
	server.answer = (socket) => {
		socket.pause();
		socket.write(bytes);
	};
	const result = await runNode({
		parameters: { resource: 'video', operation: 'uploadFile', options: { maxRetries: 3 } },
		items: [await binaryItem({ content, fileName: 'a.mp4', mimeType: 'video/mp4' }, 'filesystem')],
		binaryMode: 'filesystem',
		credentials: server.credentials(),
	});

	if (words) expect(result.error?.message).toMatch(words);
	else expect(result.outputOf(nodeName)).toHaveLength(1);
	expect(server.requests).toBe(1);
	await server.untilClosed();
	expect(server.received).toBeLessThan(content.size / 2);
	await until(() => openFiles().length === 0, 60_000, 5);
	expect(openFiles()).toEqual([]);
});
