import { Pace } from '../../../nodes/api/pace';
import { DEFAULT_MAX_RETRIES } from '../../../nodes/api/repeat';

const second = 1_000;
const backOff = (slowDowns: number) => second * 2 ** slowDowns;

/** When each of them started, in milliseconds after the first. */
async function starts(pace: Pace, count: number, perSecond: number): Promise<number[]> {
	const turns = Promise.all(
		Array.from({ length: count }, async () => await pace.turn(perSecond, false)),
	);
	await jest.runAllTimersAsync();
	const [first = 0, ...others] = await turns;
	return [0, ...others.map((at) => at - first)];
}

/** When the next one starts, once its wait is over. */
async function nextStart(pace: Pace, perSecond: number, isRepeat = false): Promise<number> {
	const next = pace.turn(perSecond, isRepeat);
	await jest.runAllTimersAsync();
	return await next;
}

/** Refuses the last request, and returns when the next one starts. */
async function startAfterRefusal(pace: Pace, startedAt: number): Promise<number> {
	jest.setSystemTime(Date.now() + 10);
	pace.slowDown(startedAt, backOff);
	return await nextStart(pace, 1000, true);
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

it.each([0.5, 1, 5])('lets %d start per second, in the order in which they ask', async (rate) => {
	const order: number[] = [];
	const pace = new Pace();
	const turns = [0, 1, 2, 3].map(async (index) => {
		const at = await pace.turn(rate, false);
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
	const pace = new Pace();
	await pace.turn(1, false);
	jest.setSystemTime(Date.now() + 5 * second);

	expect(await pace.turn(1, false)).toBe(Date.now());
});

it('lets everyone wait after a refusal, those in line included', async () => {
	const pace = new Pace();
	const refused = await pace.turn(1000, false);
	const inLine = pace.turn(1000, false);
	pace.slowDown(refused, backOff);
	await jest.runAllTimersAsync();

	expect((await inLine) - refused).toBeGreaterThanOrEqual(second);
});

it.each([0, 10])(
	'counts refusals of requests that were under way together once: after %d ms',
	async (ms) => {
		const pace = new Pace();
		const [a, b] = [await pace.turn(1e6, false), await pace.turn(1e6, false)];
		jest.setSystemTime(Date.now() + ms);
		pace.slowDown(a, backOff);
		pace.slowDown(b, backOff);
		const before = Date.now();

		expect((await nextStart(pace, 1e6)) - before).toBeLessThan(2 * second);
	},
);

it('lets everyone wait from the refusal on, however long that took', async () => {
	const pace = new Pace();
	const refused = await pace.turn(1000, false);
	jest.setSystemTime(Date.now() + 60 * second);
	pace.slowDown(refused, backOff);
	const before = Date.now();

	expect((await nextStart(pace, 1000)) - before).toBeGreaterThanOrEqual(second);
});

it('a shorter wait does not end a longer one', async () => {
	const pace = new Pace();
	const [a, b] = [await pace.turn(1e6, false), await pace.turn(1e6, false)];
	pace.slowDown(a, () => 60 * second);
	pace.slowDown(b, () => second);
	const before = Date.now();

	expect((await nextStart(pace, 1e6)) - before).toBeGreaterThanOrEqual(60 * second);
});

it('waits longer with every refusal in a row, and not for ever after one that went through', async () => {
	const pace = new Pace();
	const waits: number[] = [];
	let started = await pace.turn(1000, false);
	// What went well before is no reason to be slow to learn.
	for (let success = 0; success < 5; success++) pace.speedUp(started);
	for (let refusals = 0; refusals < 3; refusals++) {
		jest.setSystemTime(Date.now() + 10);
		const refusedAt = Date.now();
		pace.slowDown(started, backOff);
		started = await nextStart(pace, 1000);
		waits.push(Math.round((started - refusedAt) / second));
	}
	expect(waits).toEqual([1, 2, 4]);

	for (let success = 0; success < 12; success++) {
		pace.speedUp(started);
		started = await nextStart(pace, 1000);
	}
	expect((await starts(pace, 2, 1000))[1]).toBeLessThan(10);
});

it('gets on one by one until something goes through', async () => {
	const pace = new Pace();
	const refused = await pace.turn(1000, false);
	pace.slowDown(refused, backOff);
	const distances = await starts(pace, 3, 1000);

	expect(distances[1]).toBeGreaterThanOrEqual(second);
	expect(distances[2]).toBeGreaterThanOrEqual(2 * second);
});

it.each([0, 10])(
	'a request that started before a slow-down does not take it back: after %d ms',
	async (ms) => {
		const pace = new Pace();
		const [early, refused] = [await pace.turn(1e6, false), await pace.turn(1e6, false)];
		jest.setSystemTime(Date.now() + ms);
		pace.slowDown(refused, backOff);
		pace.speedUp(early);
		const distances = await starts(pace, 2, 1000);

		expect(distances[1]).toBeGreaterThanOrEqual(second);
	},
);

it('lets nobody wait where the execution was cancelled before', async () => {
	const pace = new Pace(AbortSignal.abort());
	const before = Date.now();
	const waiting = [pace.turn(0.001, false), pace.turn(0.001, false)];
	await jest.advanceTimersByTimeAsync(10);
	await Promise.all(waiting);

	expect(pace.halted).toBe(true);
	expect(Date.now() - before).toBeLessThan(100);
});

it.each(['halted', 'cancelled'])('lets nobody wait once it is %s', async (how) => {
	const controller = new AbortController();
	const pace = new Pace(controller.signal);
	await pace.turn(0.001, false);
	const before = Date.now();
	const waiting = [pace.turn(0.001, false), pace.turn(0.001, false), pace.sleep(1_000_000)];
	await jest.advanceTimersByTimeAsync(10);
	if (how === 'halted') pace.halt();
	else controller.abort();
	await Promise.all(waiting);

	expect(pace.halted).toBe(true);
	expect(Date.now() - before).toBeLessThan(100);
});

it('a plan of one request per minute is waited out, within the retries that a request has', async () => {
	const pace = new Pace();
	const refusals: number[] = [];
	let taken = -Infinity;
	const send = async () => {
		for (let refused = 0; ; refused++) {
			const startedAt = await pace.turn(1, refused > 0);
			if (Date.now() - taken >= 60 * second) {
				taken = Date.now();
				pace.speedUp(startedAt);
				refusals.push(refused);
				return;
			}
			pace.slowDown(startedAt, (slowDowns) => Math.min(backOff(slowDowns), 32 * second));
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
	const pace = new Pace();
	const order: string[] = [];
	const ask = async (name: string, isRepeat: boolean) => {
		await pace.turn(1, isRepeat);
		order.push(name);
	};
	const turns = [ask('a', false), ask('b', false), ask('c', false), ask('again', true)];
	await jest.runAllTimersAsync();
	await Promise.all(turns);

	expect(order).toEqual(['a', 'again', 'b', 'c']);
});

it('one success does not make it forget all refusals before', async () => {
	const pace = new Pace();
	let started = await pace.turn(1000, false);
	for (let refusals = 0; refusals < 3; refusals++) {
		started = await startAfterRefusal(pace, started);
	}
	pace.speedUp(started);
	const next = await startAfterRefusal(pace, started);

	expect(next - started).toBeGreaterThanOrEqual(4 * second);
});

it('those who wait notice soon that requests go through again', async () => {
	const pace = new Pace();
	let started = await pace.turn(1000, false);
	for (let refusals = 0; refusals < 6; refusals++) {
		started = await startAfterRefusal(pace, started);
	}
	const waiting = pace.turn(1000, false);
	await jest.advanceTimersByTimeAsync(10);
	for (let successes = 0; successes < 20; successes++) pace.speedUp(started);
	await jest.runAllTimersAsync();

	expect((await waiting) - started).toBeLessThan(second);
});
