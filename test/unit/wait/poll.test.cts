import type { Clock } from '../../../nodes/MemoriesAi/wait/poll';
import { poll } from '../../../nodes/MemoriesAi/wait/poll';
import type { Progress } from '../../../nodes/MemoriesAi/wait/job';
import { begin } from '../../../nodes/MemoriesAi/wait/job';

const START = 1_000_000;

/** Time that passes only by sleeping. */
function fakeClock() {
	const sleeps: number[] = [];
	let now = START;
	const clock: Clock = {
		now: () => now,
		async sleep(ms) {
			sleeps.push(ms);
			now += ms;
			await Promise.resolve();
		},
	};
	return { clock, sleeps, pass: (ms: number) => (now += ms) };
}

const waiting: Progress = begin({ item: 0, json: {}, videoNo: 'VI1' });
const indexed: Progress = { ...waiting, videos: [{ videoNo: 'VI1', status: 'PARSE' }] };

/** @param looks how many looks show nothing new before one that shows all is done */
async function run(looks: number, settings: { timeoutMs: number; checkAtOnce?: boolean }) {
	const { clock, sleeps, pass } = fakeClock();
	const lookedAt: number[] = [];
	const result = await poll(
		[waiting],
		async (progress) => {
			lookedAt.push(clock.now() - START);
			return await Promise.resolve(lookedAt.length > looks ? [indexed] : [...progress]);
		},
		{ until: 'indexed', checkAtOnce: false, ...settings },
		clock,
	);
	return { result, sleeps, lookedAt, pass };
}

const HOUR = 3_600_000;

it('looks after 5 s, then 1.5 times as long each time, and every 30 s in the end', async () => {
	const { result, sleeps } = await run(8, { timeoutMs: HOUR });

	expect(sleeps).toEqual([5000, 7500, 11250, 16875, 25312.5, 30000, 30000, 30000, 30000]);
	expect(result).toEqual([indexed]);
});

it('does not look again when all is done', async () => {
	const { lookedAt } = await run(0, { timeoutMs: HOUR });

	expect(lookedAt).toEqual([5000]);
});

it('looks at once where the videos may be ready for long', async () => {
	const { lookedAt, sleeps } = await run(0, { timeoutMs: HOUR, checkAtOnce: true });

	expect(lookedAt).toEqual([0]);
	expect(sleeps).toEqual([]);
});

it('keeps the same pace after a look at once', async () => {
	const { lookedAt } = await run(2, { timeoutMs: HOUR, checkAtOnce: true });

	expect(lookedAt).toEqual([0, 5000, 12500]);
});

it.each([
	[20_000, [5000, 12500, 20_000]],
	[12_500, [5000, 12500]],
	[3000, [3000]],
])('with %i ms it looks a last time at the deadline', async (timeoutMs, looks) => {
	const { result, lookedAt } = await run(Infinity, { timeoutMs });

	expect(lookedAt).toEqual(looks);
	expect(result).toEqual([waiting]);
});

it('takes the time of the looks into account', async () => {
	const { clock, sleeps, pass } = fakeClock();
	let looks = 0;
	await poll(
		[waiting],
		async (progress) => {
			looks++;
			pass(60_000);
			return await Promise.resolve([...progress]);
		},
		{ until: 'indexed', checkAtOnce: false, timeoutMs: 66_000 },
		clock,
	);

	expect(looks).toBe(2);
	expect(sleeps).toEqual([5000, 1000]);
});

it('ends with the sleep that is cancelled', async () => {
	const { clock } = fakeClock();
	const cancelled = { ...clock, sleep: async () => await Promise.reject(new Error('canceled')) };
	const look = jest.fn<Promise<Progress[]>, []>();

	await expect(
		poll([waiting], look, { until: 'indexed', checkAtOnce: false, timeoutMs: HOUR }, cancelled),
	).rejects.toThrow('canceled');
	expect(look).not.toHaveBeenCalled();
});
