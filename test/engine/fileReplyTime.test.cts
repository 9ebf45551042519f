import type { Socket } from 'node:net';
import type { BinaryMode } from './binary.cjs';
import { immediate } from './clientConnection.cjs';
import { useFakeTimers } from './fakeTimers.cjs';
import { outcomeIn, startProbe } from './probe.cjs';
import { storeIn, type FileCall } from './probe-node.cjs';
import { http, useRawServer } from './rawServer.cjs';

const server = useRawServer();
useFakeTimers();

const SECOND = 1_000;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 6\r\n\r\n';

/** Starts a download, and returns once its first two bytes are there. */
async function begin(binaryMode: BinaryMode, options: FileCall['options'] = {}) {
	let connection: Socket | undefined;
	server.answer = (socket) => {
		connection = socket;
	};
	let pieces = 0;
	const { finished } = await startProbe(
		{
			reply: 'file',
			options,
			store: (context) => async (body, headers) => {
				// To listen would be to read: n8n begins when it is ready.
				const emit = body.emit.bind(body);
				body.emit = (event: string | symbol, ...values: unknown[]) => {
					if (event === 'data') pieces += 1;
					return emit(event, ...values);
				};
				return await storeIn(context)(body, headers);
			},
		},
		{ credentials: server.credentials(), binaryMode },
	);
	const state = {
		ended: false,
		finished,
		/** Sends two bytes, and returns once they are there. */
		async send(bytes: string) {
			const before = pieces;
			connection?.write(bytes);
			while (pieces === before && !state.ended) await immediate();
		},
	};
	void finished.then(() => {
		state.ended = true;
	});
	while (!connection) await immediate();
	await state.send(`${HEAD}ab`);
	return state;
}

describe.each<BinaryMode>(['memory', 'filesystem'])('stored in %s', (mode) => {
	it('a file that keeps moving may come for any time', async () => {
		const download = await begin(mode);
		for (const piece of ['c', 'd', 'e', 'f']) {
			await jest.advanceTimersByTimeAsync(290 * SECOND);
			await download.send(piece);
		}
		const { json } = outcomeIn(await download.finished);

		expect(json).toMatchObject({ kind: 'success', data: { bytes: 6 } });
		expect(server.requests).toBe(1);
	});

	it('a file that stops moving is given up', async () => {
		const download = await begin(mode);
		await jest.advanceTimersByTimeAsync(290 * SECOND);
		await download.send('cd');
		await jest.advanceTimersByTimeAsync(299 * SECOND);
		expect(download.ended).toBe(false);
		await jest.advanceTimersByTimeAsync(SECOND);
		const { json, binary } = outcomeIn(await download.finished);

		const timeout = { ms: 300 * SECOND, of: 'idle' };
		expect(json).toEqual({ kind: 'timedOut', timeout, sent: true });
		expect(binary).toBeUndefined();
		expect(server.requests).toBe(1);
	});

	it('a file that moves all the time ends when the time is up that was set', async () => {
		const download = await begin(mode, { timeoutMs: 500 * SECOND });
		await jest.advanceTimersByTimeAsync(250 * SECOND);
		await download.send('cd');
		await jest.advanceTimersByTimeAsync(249 * SECOND);
		await download.send('e');
		expect(download.ended).toBe(false);
		await jest.advanceTimersByTimeAsync(SECOND);
		const { json } = outcomeIn(await download.finished);

		const timeout = { ms: 500 * SECOND, of: 'total' };
		expect(json).toEqual({ kind: 'timedOut', timeout, sent: true });
		expect(server.requests).toBe(1);
	});
});

it('0 seconds are no limit', async () => {
	const download = await begin('filesystem', { timeoutMs: 0 });
	await jest.advanceTimersByTimeAsync(10_000 * SECOND);
	await download.send('cdef');

	expect(outcomeIn(await download.finished).json).toMatchObject({ kind: 'success' });
});

describe('is asked for', () => {
	/** Answers one request after the other, and lets the time pass that the transport waits. */
	async function download(effect: FileCall['effect'], ...replies: Array<string | Buffer>) {
		server.answer = (socket, request) => socket.end(replies[request - 1] ?? '');
		const { finished } = await startProbe(
			{ reply: 'file', effect },
			{ credentials: server.credentials(), binaryMode: 'memory' },
		);
		const state = { ended: false };
		void finished.then(() => {
			state.ended = true;
		});
		while (!state.ended) {
			await immediate();
			// The pause before a repeat is all that may wait for so long.
			if (server.requests < replies.length) await jest.advanceTimersByTimeAsync(10);
		}
		return outcomeIn(await finished);
	}

	const limit = http(
		'{"code":"0429","msg":"Request has exceeded the limit."}',
		'Content-Type: application/json',
	);
	const file = http('a video', 'Content-Type: video/mp4');
	const half = `${HEAD}ab`;

	it.each<[name: string, effect: FileCall['effect'], refusal: string | Buffer]>([
		['after a refusal for coming too fast', 'charge', limit],
		['after half a file, if it costs nothing', 'read', half],
	])('again %s', async (_name, effect, refusal) => {
		const { json, binary } = await download(effect, refusal, file);

		expect(json).toMatchObject({ kind: 'success' });
		expect(binary?.data).toMatchObject({ bytes: 7 });
		expect(server.requests).toBe(2);
	});
});
