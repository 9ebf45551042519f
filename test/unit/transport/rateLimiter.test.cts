import { RateLimiter } from '../../../nodes/MemoriesAi/transport/rateLimiter';
import { DEFAULT_MAX_RETRIES } from '../../../nodes/MemoriesAi/transport/retry';

const second = 1_000;
const backOff = (slowDowns: number) => second * 2 ** slowDowns;

/** When each of them started, in milliseconds after the first. */
async function starts(
	rateLimiter: RateLimiter,
	count: number,
	perSecond: number,
): Promise<number[]> {
	const turns = Promise.all(
		Array.from({ length: count }, async () => await rateLimiter.acquire(perSecond, false)),
	);
	await jest.runAllTimersAsync();
	const [first = 0, ...others] = await turns;
	return [0, ...others.map((at) => at - first)];
}

/** When the next one starts, once its wait is over. */
async function nextStart(
	rateLimiter: RateLimiter,
	perSecond: number,
	isRetry = false,
): Promise<number> {
	const next = rateLimiter.acquire(perSecond, isRetry);
	await jest.runAllTimersAsync();
	return await next;
}

/** Refuses the last request, and returns when the next one starts. */
async function startAfterRefusal(rateLimiter: RateLimiter, startedAt: number): Promise<number> {
	jest.setSystemTime(Date.now() + 10);
	rateLimiter.slowDown(startedAt, backOff);
	return await nextStart(rateLimiter, 1000, true);
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

it.each([0.5, 1, 5])('lets %d start per second, in the order in which they ask', async (rate) => {
	const order: number[] = [];
	const rateLimiter = new RateLimiter();
	const turns = [0, 1, 2, 3].map(async (index) => {
		const at = await rateLimiter.acquire(rate, false);
		order.push(index);
		return at;
	});
	await jest.runAllTimersAsync();
	const at = await Promise.all(turns);

	expect(order).toEqual([0, 1, 2, 3]);
	for (const [index, start] of at.slice(1).entries()) {
		const distance = start - (at[index] ?? 0);
		// A little more than asked for: on their way they may come closer together.
		expect(distance).toBeGreaterThan(second / rate);
		expect(distance).toBeLessThanOrEqual((second / rate) * 1.05);
	}
});

it('does not make a request wait that comes late enough by itself', async () => {
	const rateLimiter = new RateLimiter();
	await rateLimiter.acquire(1, false);
	jest.setSystemTime(Date.now() + 5 * second);

	expect(await rateLimiter.acquire(1, false)).toBe(Date.now());
});

it('lets everyone wait after a refusal, those in line included', async () => {
	const rateLimiter = new RateLimiter();
	const refused = await rateLimiter.acquire(1000, false);
	const inLine = rateLimiter.acquire(1000, false);
	rateLimiter.slowDown(refused, backOff);
	await jest.runAllTimersAsync();

	expect((await inLine) - refused).toBeGreaterThanOrEqual(second);
});

it.each([0, 10])(
	'counts refusals of requests that were under way together once: after %d ms',
	async (ms) => {
		const rateLimiter = new RateLimiter();
		const [a, b] = [await rateLimiter.acquire(1e6, false), await rateLimiter.acquire(1e6, false)];
		jest.setSystemTime(Date.now() + ms);
		rateLimiter.slowDown(a, backOff);
		rateLimiter.slowDown(b, backOff);
		const before = Date.now();

		expect((await nextStart(rateLimiter, 1e6)) - before).toBeLessThan(2 * second);
	},
);

it('lets everyone wait from the refusal on, however long that took', async () => {
	const rateLimiter = new RateLimiter();
	const refused = await rateLimiter.acquire(1000, false);
	jest.setSystemTime(Date.now() + 60 * second);
	rateLimiter.slowDown(refused, backOff);
	const before = Date.now();

	expect((await nextStart(rateLimiter, 1000)) - before).toBeGreaterThanOrEqual(second);
});

it('a shorter wait does not end a longer one', async () => {
	const rateLimiter = new RateLimiter();
	const [a, b] = [await rateLimiter.acquire(1e6, false), await rateLimiter.acquire(1e6, false)];
	rateLimiter.slowDown(a, () => 60 * second);
	rateLimiter.slowDown(b, () => second);
	const before = Date.now();

	expect((await nextStart(rateLimiter, 1e6)) - before).toBeGreaterThanOrEqual(60 * second);
});

it('waits longer with every refusal in a row, and not for ever after one that went through', async () => {
	const rateLimiter = new RateLimiter();
	const waits: number[] = [];
	let started = await rateLimiter.acquire(1000, false);
	// What went well before is no reason to be slow to learn.
	for (let success = 0; success < 5; success++) rateLimiter.speedUp(started);
	for (let refusals = 0; refusals < 3; refusals++) {
		jest.setSystemTime(Date.now() + 10);
		const refusedAt = Date.now();
		rateLimiter.slowDown(started, backOff);
		started = await nextStart(rateLimiter, 1000);
		waits.push(Math.round((started - refusedAt) / second));
	}
	expect(waits).toEqual([1, 2, 4]);

	for (let success = 0; success < 12; success++) {
		rateLimiter.speedUp(started);
		started = await nextStart(rateLimiter, 1000);
	}
	expect((await starts(rateLimiter, 2, 1000))[1]).toBeLessThan(10);
});

it('gets on one by one until something goes through', async () => {
	const rateLimiter = new RateLimiter();
	const refused = await rateLimiter.acquire(1000, false);
	rateLimiter.slowDown(refused, backOff);
	const distances = await starts(rateLimiter, 3, 1000);

	expect(distances[1]).toBeGreaterThanOrEqual(second);
	expect(distances[2]).toBeGreaterThanOrEqual(2 * second);
});

it.each([0, 10])(
	'a request that started before a slow-down does not take it back: after %d ms',
	async (ms) => {
		const rateLimiter = new RateLimiter();
		const [early, refused] = [
			await rateLimiter.acquire(1e6, false),
			await rateLimiter.acquire(1e6, false),
		];
		jest.setSystemTime(Date.now() + ms);
		rateLimiter.slowDown(refused, backOff);
		rateLimiter.speedUp(early);
		const distances = await starts(rateLimiter, 2, 1000);

		expect(distances[1]).toBeGreaterThanOrEqual(second);
	},
);

it('lets nobody wait where the execution was cancelled before', async () => {
	const rateLimiter = new RateLimiter(AbortSignal.abort());
	const before = Date.now();
	const waiting = [rateLimiter.acquire(0.001, false), rateLimiter.acquire(0.001, false)];
	await jest.advanceTimersByTimeAsync(10);
	await Promise.all(waiting);

	expect(rateLimiter.halted).toBe(true);
	expect(Date.now() - before).toBeLessThan(100);
});

it.each(['halted', 'cancelled'])('lets nobody wait once it is %s', async (how) => {
	const controller = new AbortController();
	const rateLimiter = new RateLimiter(controller.signal);
	await rateLimiter.acquire(0.001, false);
	const before = Date.now();
	const waiting = [
		rateLimiter.acquire(0.001, false),
		rateLimiter.acquire(0.001, false),
		rateLimiter.sleep(1_000_000),
	];
	await jest.advanceTimersByTimeAsync(10);
	if (how === 'halted') rateLimiter.halt();
	else controller.abort();
	await Promise.all(waiting);

	expect(rateLimiter.halted).toBe(true);
	expect(Date.now() - before).toBeLessThan(100);
});

it('a plan of one request per minute is waited out, within the retries that a request has', async () => {
	const rateLimiter = new RateLimiter();
	const refusals: number[] = [];
	let taken = -Infinity;
	const send = async () => {
		for (let refused = 0; ; refused++) {
			const startedAt = await rateLimiter.acquire(1, refused > 0);
			if (Date.now() - taken >= 60 * second) {
				taken = Date.now();
				rateLimiter.speedUp(startedAt);
				refusals.push(refused);
				return;
			}
			rateLimiter.slowDown(startedAt, (slowDowns) => Math.min(backOff(slowDowns), 32 * second));
		}
	};
	const sends = Promise.all(
		[1, 2, 3, 4].map(async () => {
			for (let item = 0; item < 5; item++) await send();
		}),
	);
	await jest.runAllTimersAsync();
	await sends;

	expect(refusals).toHaveLength(20);
	expect(Math.max(...refusals)).toBeLessThanOrEqual(DEFAULT_MAX_RETRIES);
});

it('lets those who were refused go before those who come for the first time', async () => {
	const rateLimiter = new RateLimiter();
	const order: string[] = [];
	const ask = async (name: string, isRetry: boolean) => {
		await rateLimiter.acquire(1, isRetry);
		order.push(name);
	};
	const turns = [ask('a', false), ask('b', false), ask('c', false), ask('again', true)];
	await jest.runAllTimersAsync();
	await Promise.all(turns);

	expect(order).toEqual(['a', 'again', 'b', 'c']);
});

it('one success does not make it forget all refusals before', async () => {
	const rateLimiter = new RateLimiter();
	let started = await rateLimiter.acquire(1000, false);
	for (let refusals = 0; refusals < 3; refusals++) {
		started = await startAfterRefusal(rateLimiter, started);
	}
	rateLimiter.speedUp(started);
	const next = await startAfterRefusal(rateLimiter, started);

	expect(next - started).toBeGreaterThanOrEqual(4 * second);
});

it('those who wait notice soon that requests go through again', async () => {
	const rateLimiter = new RateLimiter();
	let started = await rateLimiter.acquire(1000, false);
	for (let refusals = 0; refusals < 6; refusals++) {
		started = await startAfterRefusal(rateLimiter, started);
	}
	const waiting = rateLimiter.acquire(1000, false);
	await jest.advanceTimersByTimeAsync(10);
	for (let successes = 0; successes < 20; successes++) rateLimiter.speedUp(started);
	await jest.runAllTimersAsync();

	expect((await waiting) - started).toBeLessThan(second);
});
