import { Timeout } from '../../../nodes/MemoriesAi/transport/timeout';

const MINUTE = 60_000;

let moved = 0;

beforeEach(() => {
	jest.useFakeTimers();
	moved = 0;
});
afterEach(() => {
	jest.useRealTimers();
});

function timeout(of: 'total' | 'idle', ms = 5 * MINUTE, cancelSignal?: AbortSignal): Timeout {
	return new Timeout({ ms, of }, () => moved, cancelSignal);
}

/** Lets something move every minute. The clock jumps to the last look within each: a day has 86,400. */
async function move(minutes: number): Promise<void> {
	for (let minute = 0; minute < minutes; minute++) {
		jest.setSystemTime(Date.now() + MINUTE - 1_000);
		await jest.advanceTimersByTimeAsync(1_000);
		moved = Date.now();
	}
}

it('ends a request that takes too long, even while it moves', async () => {
	const { signal } = timeout('total');
	await move(4);
	expect(signal.aborted).toBe(false);
	await move(1);
	expect(signal.aborted).toBe(true);
});

it('ends a request when its time is up, not a tick later', async () => {
	const { signal } = timeout('total', 1_500);
	await jest.advanceTimersByTimeAsync(1_499);
	expect(signal.aborted).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	expect(signal.aborted).toBe(true);
});

it('lets a transfer take any time as long as it moves', async () => {
	const { signal } = timeout('idle');
	await move(24 * 60);
	expect(signal.aborted).toBe(false);
});

it('ends a transfer that stands still, however long it has moved before', async () => {
	const one = timeout('idle');
	await move(60);
	await jest.advanceTimersByTimeAsync(5 * MINUTE - 1);
	expect(one.signal.aborted).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	expect(one.signal.aborted).toBe(true);
	expect(one.timedOut).toBe(true);
});

it('ends a transfer that never begins to move', async () => {
	const { signal } = timeout('idle');
	await jest.advanceTimersByTimeAsync(5 * MINUTE);
	expect(signal.aborted).toBe(true);
});

it('0 is no limit', async () => {
	const { signal } = timeout('total', 0);
	await jest.advanceTimersByTimeAsync(24 * 60 * MINUTE);
	expect(signal.aborted).toBe(false);
});

it.each(['before', 'during'])('a cancel %s the request ends it, and is no timeout', (when) => {
	const controller = new AbortController();
	if (when === 'before') controller.abort();
	const one = timeout('total', MINUTE, controller.signal);
	controller.abort();
	expect(one.signal.aborted).toBe(true);
	expect(one.timedOut).toBe(false);
});

it('can be ended for another reason, which is no timeout', () => {
	const one = timeout('total');
	one.abort();
	expect(one.signal.aborted).toBe(true);
	expect(one.timedOut).toBe(false);
});

it('leaves nothing behind once the request is over', async () => {
	const controller = new AbortController();
	const one = timeout('total', 5 * MINUTE, controller.signal);
	one.end();
	controller.abort();
	await jest.advanceTimersByTimeAsync(1_000);
	expect(jest.getTimerCount()).toBe(0);
	expect(one.signal.aborted).toBe(false);
});
