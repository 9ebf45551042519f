import { rateLimiterOf } from '../../../nodes/MemoriesAi/transport/accountRateLimiter';
import { request } from './limitedServer.cjs';

const minute = 60_000;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 3, 1) });
});
afterEach(() => {
	jest.useRealTimers();
});

it('an account has one rate limiter, whoever asks, and another account another one', async () => {
	const a = rateLimiterOf({ id: 'a' });
	await a.acquire(request());

	expect(rateLimiterOf({ id: 'a' })).toBe(a);
	expect(rateLimiterOf({ id: 'b' })).not.toBe(a);
});

it('that of an account which was not used for long is forgotten, without a timer', async () => {
	const idle = rateLimiterOf({ id: 'idle' });
	await idle.acquire(request());
	expect(jest.getTimerCount()).toBe(0);
	jest.setSystemTime(Date.now() + 9 * minute);
	rateLimiterOf({ id: 'a new one' });
	expect(rateLimiterOf({ id: 'idle' })).toBe(idle);
	jest.setSystemTime(Date.now() + 2 * minute);
	rateLimiterOf({ id: 'another new one' });

	expect(rateLimiterOf({ id: 'idle' })).not.toBe(idle);
});

it('that of an account on which somebody waits is not', async () => {
	const busy = rateLimiterOf({ id: 'busy' });
	const turn = await busy.acquire(request());
	turn?.refused(() => 30 * minute);
	const waiting = busy.acquire(request());
	await jest.advanceTimersByTimeAsync(29 * minute);
	rateLimiterOf({ id: 'a newer one' });

	expect(rateLimiterOf({ id: 'busy' })).toBe(busy);
	await jest.runAllTimersAsync();
	expect(await waiting).toBeDefined();
});

it('different accounts do not all send at the same moment', async () => {
	const beats = await Promise.all(
		['one', 'two', 'three'].map(async (id) => {
			const rateLimiter = rateLimiterOf({ id });
			const uploads = Array.from({ length: 8 }, async () => await rateLimiter.acquire(request()));
			await jest.runAllTimersAsync();
			return ((await Promise.all(uploads)).at(-1)?.startedAt ?? 0) % 1_030;
		}),
	);

	expect(new Set(beats).size).toBe(3);
});
