import { NodeRun } from '../../../nodes/MemoriesAi/transport/nodeRun';
import { RateLimiter } from '../../../nodes/MemoriesAi/transport/rateLimiter';
import { request } from './limitedServer.cjs';

const second = 1_000;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 3, 1) });
});
afterEach(() => {
	jest.useRealTimers();
});

/** A run on an account, with the names of those whose turn came, and when. */
function runOn(rateLimiter: RateLimiter, perSecond: number, cancelSignal?: AbortSignal) {
	const run = new NodeRun(cancelSignal);
	const begin = Date.now();
	const started: Array<[name: string, at: number]> = [];
	const send = async (name: string, isRetry = false) => {
		const turn = await run.pace(perSecond, isRetry, run.signal, async () => {
			return await rateLimiter.acquire(request({ signal: run.signal }));
		});
		if (turn) started.push([name, turn.startedAt - begin]);
		return turn;
	};
	return { run, send, started };
}

it('is no faster than it is told, and holds up no other run', async () => {
	const rateLimiter = new RateLimiter();
	const slow = runOn(rateLimiter, 0.1);
	const usual = runOn(rateLimiter, 1);
	const all = [0, 1, 2, 3].flatMap((index) => [
		slow.send(String(index)),
		usual.send(String(index)),
	]);
	await jest.runAllTimersAsync();
	await Promise.all(all);

	for (const [index, [, at]] of slow.started.slice(1).entries()) {
		expect(at - (slow.started[index]?.[1] ?? 0)).toBeGreaterThanOrEqual(10 * second);
	}
	expect(usual.started.map(([name]) => name)).toEqual(['0', '1', '2', '3']);
	expect(usual.started.at(-1)?.[1]).toBeLessThan(6 * second);
});

it('lets those go first that were sent before', async () => {
	const { send, started } = runOn(new RateLimiter(), 1);
	const all = [send('a'), send('b'), send('c'), send('again', true)];
	await jest.runAllTimersAsync();
	await Promise.all(all);

	expect(started.map(([name]) => name)).toEqual(['a', 'again', 'b', 'c']);
});

it.each(['halted', 'cancelled'])(
	'that is %s waits no longer, and other runs do not notice',
	async (how) => {
		const rateLimiter = new RateLimiter();
		const cancellation = new AbortController();
		const ended = runOn(rateLimiter, 0.001, cancellation.signal);
		const other = runOn(rateLimiter, 1);
		const those = [ended.send('a'), ended.send('b'), ended.send('c')];
		const others = [other.send('a'), other.send('b'), other.send('c')];
		await jest.advanceTimersByTimeAsync(1_500);
		const before = Date.now();
		if (how === 'halted') ended.run.halt();
		else cancellation.abort();
		const [first, ...rest] = await Promise.all(those);

		expect(first).toBeDefined();
		expect(rest).toEqual([undefined, undefined]);
		expect(Date.now()).toBe(before);
		await jest.runAllTimersAsync();
		expect(await Promise.all(others)).not.toContain(undefined);
		expect(other.started.at(-1)?.[1]).toBeLessThan(4.5 * second);
	},
);

it('lets nobody wait where the execution was cancelled before', async () => {
	const { run, send } = runOn(new RateLimiter(), 0.001, AbortSignal.abort());

	expect(await Promise.all([send('a'), send('b')])).toEqual([undefined, undefined]);
	expect(run.signal.aborted).toBe(true);
});

it('leaves no timer behind for longer than a second', async () => {
	const { run, send } = runOn(new RateLimiter(), 0.001);
	const both = [send('a'), send('b')];
	await jest.advanceTimersByTimeAsync(10_300);
	run.halt();
	await Promise.all(both);
	await jest.advanceTimersByTimeAsync(second);

	expect(jest.getTimerCount()).toBe(0);
});
