import { getEventListeners } from 'node:events';

import type { INode } from 'n8n-workflow';
import { sleepUnlessCancelled } from '../../../nodes/MemoriesAi/transport/request';

const node: INode = {
	id: '1',
	name: 'Memories.ai',
	type: 'n8n-nodes-memories-ai.memoriesAi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

it('ends when the time is over', async () => {
	let over = false;
	const sleeping = sleepUnlessCancelled(node, 0, 30_000).then(() => {
		over = true;
	});
	await jest.advanceTimersByTimeAsync(29_999);
	expect(over).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	await sleeping;
});

it('ends at once, with an error that n8n takes for a cancellation, when it is cancelled', async () => {
	const cancellation = new AbortController();
	const sleeping = sleepUnlessCancelled(node, 3, 30_000, cancellation.signal);
	cancellation.abort();

	await expect(sleeping).rejects.toMatchObject({
		message: expect.stringContaining('canceled') as string,
		context: { itemIndex: 3 },
	});
});

it('does not begin when it was cancelled before', async () => {
	await expect(sleepUnlessCancelled(node, 0, 30_000, AbortSignal.abort())).rejects.toThrow(
		'canceled',
	);
});

it('leaves nothing behind: a wait of half an hour sleeps many times', async () => {
	const { signal } = new AbortController();
	for (let sleeps = 0; sleeps < 20; sleeps++) {
		const sleeping = sleepUnlessCancelled(node, 0, 30_000, signal);
		await jest.advanceTimersByTimeAsync(30_000);
		await sleeping;
	}

	expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
