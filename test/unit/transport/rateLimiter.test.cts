import { getEventListeners } from 'node:events';

import type { Turn, TurnRequest } from '../../../nodes/MemoriesAi/transport/rateLimiter';
import { RateLimiter } from '../../../nodes/MemoriesAi/transport/rateLimiter';
import { request } from './limitedServer.cjs';

const second = 1_000;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 3, 1) });
});
afterEach(() => {
	jest.useRealTimers();
});

/** Joins the line, and notes when, and in which order, turns came. */
function line(rateLimiter = new RateLimiter()) {
	const startedAt = Date.now();
	const order: string[] = [];
	const at: number[] = [];
	const join = async (name: string, given: Partial<TurnRequest> = {}) => {
		const turn = await rateLimiter.acquire(request(given));
		order.push(turn ? name : `${name} left`);
		at.push(Date.now() - startedAt);
		return turn;
	};
	return { join, order, at, rateLimiter };
}

async function turnOf(rateLimiter: RateLimiter, given: Partial<TurnRequest> = {}): Promise<Turn> {
	const waiting = rateLimiter.acquire(request(given));
	await jest.runAllTimersAsync();
	const turn = await waiting;
	if (!turn) throw new Error('Nobody was cancelled');
	return turn;
}

describe('the order', () => {
	it.each([0.5, 1, 5, 50])('lets %d start per second, as they ask', async (perSecond) => {
		const { join, order, at } = line();
		const names = Array.from({ length: 12 }, (_, index) => String(index));
		const turns = names.map(async (name) => await join(name, { perSecond }));
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(order).toEqual(names);
		for (const [index, start] of at.slice(1).entries()) {
			// A little more than asked for: on their way they may come closer together.
			expect(start - (at[index] ?? 0)).toBeGreaterThanOrEqual(second / perSecond);
		}
		const distance = (at.at(-1) ?? 0) / (at.length - 1);
		// Once it may take longer, until requests start on beats that processes have in common.
		expect(distance).toBeLessThanOrEqual((second / perSecond) * (1.05 + 1 / at.length));
	});

	it('does not make a request wait that comes late enough by itself', async () => {
		const rateLimiter = new RateLimiter();
		for (let requests = 0; requests < 12; requests++) {
			const turn = await rateLimiter.acquire(request());
			expect(turn?.startedAt).toBe(Date.now());
			await jest.advanceTimersByTimeAsync(5 * second);
		}
	});

	it('lets a look-up go first, then those who were refused, then those who just came', async () => {
		const { join, order } = line();
		const turns = [
			join('a'),
			join('b'),
			join('c'),
			join('again', { priority: 'retry' }),
			join('look-up', { priority: 'lookup' }),
			join('another', { priority: 'lookup' }),
		];
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(order).toEqual(['a', 'look-up', 'another', 'again', 'b', 'c']);
	});

	it('what is of another kind does not wait', async () => {
		const { join, order, at } = line();
		const turns = ['a', 'b', 'c'].map(async (name) => await join(name));
		turns.push(join('read', { kind: 'read', perSecond: 5 }));
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(order).toEqual(['a', 'read', 'b', 'c']);
		expect(at[1]).toBe(0);
	});

	it('a thousand who wait cost a thousand times what one costs', async () => {
		const cost = async (count: number) => {
			const now = jest.spyOn(Date, 'now');
			const { join } = line();
			const turns = Array.from({ length: count }, async () => await join('', { perSecond: 1e4 }));
			await jest.runAllTimersAsync();
			await Promise.all(turns);
			const calls = now.mock.calls.length;
			now.mockRestore();
			return calls;
		};

		expect(await cost(1_000)).toBeLessThan(12 * (await cost(100)));
	});
});

describe('runs that ask for another pace than the others', () => {
	const fast = { perSecond: 10 };

	it('a faster one does not wait for the others, and they do not wait longer', async () => {
		const { join, order, at } = line();
		const usual = [join('a'), join('b'), join('c')];
		const faster = Array.from({ length: 20 }, async () => await join('fast', fast));
		await jest.runAllTimersAsync();
		await Promise.all([...usual, ...faster]);
		const when = (name: string) => at[order.indexOf(name)] ?? 0;

		expect(at.at(order.lastIndexOf('fast'))).toBeLessThan(24 * 110);
		expect(when('b')).toBeGreaterThanOrEqual(second);
		expect(when('c')).toBeLessThan(2.5 * second);
	});

	it.each([3, 7, 10, 25, 50, 1_000])(
		'one of %d per second that does not end holds up nobody',
		async (rate) => {
			const { join, order, at } = line();
			const endless = Array.from({ length: 10 * rate }, async () => {
				return await join('fast', { perSecond: rate });
			});
			const usual = ['a', 'b', 'c', 'd'].map(async (name) => await join(name));
			await jest.runAllTimersAsync();
			await Promise.all([...endless, ...usual]);

			// Each second, and after one of the others.
			expect(at[order.indexOf('d')]).toBeLessThan(3.1 * second + (4.2 * second) / rate);
		},
	);

	it('all together they are no faster than the fastest one says', async () => {
		const { join, at } = line();
		const all = [
			...Array.from({ length: 5 }, async () => await join('usual')),
			...Array.from({ length: 50 }, async () => await join('fast', fast)),
		];
		await jest.runAllTimersAsync();
		await Promise.all(all);

		for (const [index, start] of at.slice(1).entries()) {
			expect(start - (at[index] ?? 0)).toBeGreaterThanOrEqual(100);
		}
	});

	it('an unlimited one starts all at once, and the others go on', async () => {
		const { join, order, at } = line();
		const usual = [join('a'), join('b')];
		const unlimited = Array.from(
			{ length: 100 },
			async () => await join('', { perSecond: Infinity }),
		);
		await jest.advanceTimersByTimeAsync(0);
		await Promise.all(unlimited);
		expect(at.at(-1)).toBe(0);
		await jest.runAllTimersAsync();
		await Promise.all(usual);

		expect(order.slice(-1)).toEqual(['b']);
		expect(at.at(-1)).toBeLessThan(1.05 * second);
	});
});

describe('a refusal', () => {
	const oneMinute = () => 60 * second;

	it('lets all requests of the account wait, those of other kinds and paces included', async () => {
		const { join, at, rateLimiter } = line();
		const read = { kind: 'read', perSecond: 5 };
		const turn = await turnOf(rateLimiter);
		await turnOf(rateLimiter, read);
		await turnOf(rateLimiter, { perSecond: 10 });
		turn.refused(oneMinute);
		const turns = [join('upload'), join('read', read), join('fast', { perSecond: 10 })];
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(Math.min(...at)).toBeGreaterThanOrEqual(60 * second);
	});

	it('lets those wait who are in line already, from the refusal on', async () => {
		const { join, at, rateLimiter } = line();
		const turn = await turnOf(rateLimiter);
		const inLine = join('in line');
		await jest.advanceTimersByTimeAsync(500);
		turn.refused(oneMinute);
		await jest.runAllTimersAsync();
		await inLine;

		expect(at[0]).toBeGreaterThanOrEqual(60.5 * second);
	});

	it('of one account is nothing to another', async () => {
		const refused = await turnOf(new RateLimiter());
		refused.refused(oneMinute);
		const before = Date.now();

		expect((await turnOf(new RateLimiter())).startedAt).toBe(before);
	});

	it('those who wait notice soon that requests go through again', async () => {
		const { join, rateLimiter } = line();
		const turn = await turnOf(rateLimiter);
		turn.refused(oneMinute);
		const again = await turnOf(rateLimiter, { priority: 'retry' });
		const waiting = join('waiting');
		await jest.advanceTimersByTimeAsync(10);
		const before = Date.now();
		again.succeeded();
		await jest.runAllTimersAsync();
		await waiting;

		expect(Date.now() - before).toBeLessThan(2.5 * second);
	});
});

describe('who is cancelled', () => {
	it('leaves the line at once, and the others do not notice', async () => {
		const { join, order, at } = line();
		const one = new AbortController();
		const signal = one.signal;
		const turns = [join('a'), join('b', { signal }), join('c', { signal }), join('d')];
		await jest.advanceTimersByTimeAsync(500);
		one.abort();
		await Promise.all([turns[1], turns[2]]);
		expect(order).toEqual(['a', 'b left', 'c left']);
		expect(at.slice(1)).toEqual([500, 500]);
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(order.at(-1)).toBe('d');
		expect(at.at(-1)).toBeLessThan(1.05 * second);
	});

	it('does not join the line when that was before', async () => {
		const { join, order } = line();
		await join('late', { signal: AbortSignal.abort() });

		expect(order).toEqual(['late left']);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('is not called by each who waits: Node.js would warn', async () => {
		const { join } = line();
		const one = new AbortController();
		const turns = Array.from({ length: 50 }, async () => await join('', { signal: one.signal }));
		await jest.advanceTimersByTimeAsync(10);

		expect(getEventListeners(one.signal, 'abort')).toHaveLength(1);
		one.abort();
		await Promise.all(turns);
	});
});

describe('who has little time', () => {
	it('waits no longer', async () => {
		const { join, order, at, rateLimiter } = line();
		const turn = await turnOf(rateLimiter);
		turn.refused(() => 60 * second);
		const lookUp = join('look-up', { priority: 'lookup', deadline: Date.now() + 9 * second });
		await jest.advanceTimersByTimeAsync(10 * second);
		await lookUp;

		expect(order).toEqual(['look-up left']);
		expect(at[0]).toBeGreaterThanOrEqual(9 * second);
		expect(at[0]).toBeLessThan(9 * second + 200);
	});

	it('ends the wait of one whose time is up before that of those in front of it', async () => {
		const { join, order, at } = line();
		const first = await join('first');
		first?.refused(() => 60 * second);
		const waiting = [
			join('patient', { priority: 'lookup', deadline: Date.now() + 120 * second }),
			join('hasty', { priority: 'lookup', deadline: Date.now() + 9 * second }),
		];
		await jest.advanceTimersByTimeAsync(10 * second);
		expect(order).toEqual(['first', 'hasty left']);
		expect(at.at(-1)).toBeLessThanOrEqual(9.1 * second);
		await jest.runAllTimersAsync();
		await Promise.all(waiting);
		expect(order).toEqual(['first', 'hasty left', 'patient']);
	});

	it('gets a turn that comes in time', async () => {
		const { join, order } = line();
		const turns = [join('a'), join('b', { deadline: Date.now() + 2 * second })];
		await jest.runAllTimersAsync();
		await Promise.all(turns);

		expect(order).toEqual(['a', 'b']);
	});
});

it('leaves no timer when nobody waits', async () => {
	const { join } = line();
	const one = new AbortController();
	const turns = [join('a'), join('b', { signal: one.signal }), join('c', { signal: one.signal })];
	await jest.advanceTimersByTimeAsync(300);
	one.abort();
	await Promise.all(turns);
	await jest.advanceTimersByTimeAsync(100);

	expect(jest.getTimerCount()).toBe(0);
});

it('a clock that is set back lets nobody wait for what was', async () => {
	const { join, rateLimiter } = line();
	const turn = await turnOf(rateLimiter);
	turn.refused(() => 60 * second);
	jest.setSystemTime(Date.now() - 3_600 * second);
	const waiting = join('a');
	await jest.advanceTimersByTimeAsync(0);

	expect(await waiting).toBeDefined();
});
