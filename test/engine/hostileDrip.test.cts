import type { Socket } from 'node:net';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { useFakeTimers } from './fakeTimers.cjs';
import { storeInDatabase } from './binary.cjs';
import { binaryItem, nodeName, startNode } from './harness.cjs';
import { http, useRawServer } from './rawServer.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox({ indexAfterMs: 0 });
const server = useRawServer();
useFakeTimers();

const SECOND = 1_000;
const file = { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' };

async function immediate(): Promise<void> {
	await new Promise<void>((resolve) => {
		setImmediate(resolve);
	});
}

/** Runs the operation until it waits for the rest of a reply that comes byte by byte. */
async function begin(parameters: INodeParameters, everyMs: number) {
	account.sandbox.fault({ kind: 'drip', everyMs });
	const running = await startNode({
		// Repeats are allowed, and there must be none.
		parameters: { resource: 'video', ...parameters },
		items: [await binaryItem(file, 'memory')],
		credentials: account.credentials(),
	});
	while (!account.sandbox.requests.some(({ complete }) => complete)) await immediate();
	const state = { ended: false, result: running.finished };
	void running.finished.then(() => {
		state.ended = true;
	});
	return state;
}

it.each<[name: string, parameters: INodeParameters, seconds: number]>([
	['a file upload', { operation: 'uploadFile' }, 300],
	['an upload by URL', { operation: 'uploadUrl', url: 'https://example.com/a' }, 300],
	['a read', { operation: 'getAll', options: { maxRetries: 0 } }, 300],
	['what the option says', { operation: 'uploadFile', options: { timeout: 900 } }, 900],
])('a reply in drops lasts no longer than allowed: %s', async (_name, parameters, seconds) => {
	const run = await begin(parameters, 10 * SECOND);
	await jest.advanceTimersByTimeAsync((seconds - 1) * SECOND);
	expect(run.ended).toBe(false);
	await jest.advanceTimersByTimeAsync(2 * SECOND);
	const result = await run.result;

	expect(result.status).toBe('error');
	expect(result.error?.message).toMatch(/in time/);
	expect(result.outputOf(nodeName)).toEqual([]);
	expect(account.sandbox.requests).toHaveLength(1);
});

it('a reply in drops that ends in time is a reply', async () => {
	const run = await begin({ operation: 'uploadFile' }, 100);
	await jest.advanceTimersByTimeAsync(60 * SECOND);
	const result = await run.result;

	expect(result.error).toBeUndefined();
	expect(result.outputOf(nodeName)).toHaveLength(1);
});

const megabyte = 1024 ** 2;

it.each<[where: string, item: () => Promise<INodeExecutionData>]>([
	['memory', async () => await binaryItem({ ...file, content: { size: 64 * megabyte } }, 'memory')],
	[
		'the database, which gives it in one piece',
		async () => {
			const content = Buffer.alloc(64 * megabyte, 'video');
			return await Promise.resolve({
				json: {},
				binary: { data: storeInDatabase({ ...file, content }) },
			});
		},
	],
])('an upload out of %s that is taken in drops may last for any time', async (_where, item) => {
	let connection: Socket | undefined;
	server.answer = (socket) => {
		socket.pause();
		socket.on('data', () => undefined);
		connection = socket;
	};
	/** Reads on until so much was read in all: more than is on its way, so that the client moves, too. */
	const take = async (socket: Socket, bytes: number) => {
		socket.resume();
		while (socket.bytesRead < bytes) {
			if (socket.destroyed) throw new Error('The upload was given up');
			await immediate();
		}
		socket.pause();
	};

	const { finished } = await startNode({
		parameters: { resource: 'video', operation: 'uploadFile' },
		items: [await item()],
		credentials: server.credentials(),
	});
	while (!connection) await immediate();
	await jest.advanceTimersByTimeAsync(250 * SECOND);
	await take(connection, 48 * megabyte);
	await jest.advanceTimersByTimeAsync(250 * SECOND);
	await take(connection, 64 * megabyte);
	connection.write(http('{"code":"0000","data":{"videoNo":"VI1"}}'));
	const result = await finished;

	expect(result.error).toBeUndefined();
	expect(result.outputOf(nodeName)).toMatchObject([{ json: { videoNo: 'VI1' } }]);
});
