import { RateLimiter } from '../../../nodes/MemoriesAi/transport/rateLimiter';
import { DEFAULT_MAX_RETRIES } from '../../../nodes/MemoriesAi/transport/retry';
import { LimitedServer } from './limitedServer.cjs';

const second = 1_000;

/** The same in each run of a test, and with nothing in common but that. */
function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 3, 1) });
	jest.spyOn(Math, 'random').mockImplementation(seededRandom(20_260_401));
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

/** Lets time pass until all is done: how long that took, in seconds. */
async function secondsUntil(done: Promise<unknown>): Promise<number> {
	const before = Date.now();
	let at = before;
	const noted = done.then(() => {
		at = Date.now();
	});
	await jest.runAllTimersAsync();
	await noted;
	return (at - before) / second;
}

const onePerSecond = { requests: 1, within: second };
const latencies: Array<[string, { latency?: [number, number] }]> = [
	['at once', {}],
	['after 10 to 25 ms', { latency: [10, 25] }],
];

describe.each(latencies)('an account that takes one upload a second, and answers %s', (_, at) => {
	it('200 at once: all are taken, in 1.05 of the time, and hardly one is refused', async () => {
		const server = new LimitedServer({ ...onePerSecond, ...at });
		const took = await secondsUntil(server.uploadAll(new RateLimiter(), 200));

		expect(server.taken).toHaveLength(200);
		expect(took).toBeLessThanOrEqual(200 * 1.05);
		expect(server.refused).toBeLessThanOrEqual(2);
	});

	it.each([0, 400, 30_300])(
		'100 at once in each of two processes, the second %d ms later',
		async (later) => {
			const server = new LimitedServer({ ...onePerSecond, ...at });
			const first = server.uploadAll(new RateLimiter(), 100);
			const second = jest.advanceTimersByTimeAsync(later).then(async () => {
				return await server.uploadAll(new RateLimiter(), 100);
			});
			await jest.advanceTimersByTimeAsync(later);
			const both = Promise.all([first, second]);
			const took = later / 1_000 + (await secondsUntil(both));
			const refusals = (await both).flat();

			expect(server.taken).toHaveLength(200);
			expect(took).toBeLessThanOrEqual(200 * 1.25);
			expect(server.refused).toBeLessThanOrEqual(200 / 5);
			expect(Math.max(...refusals)).toBeLessThanOrEqual(DEFAULT_MAX_RETRIES);
		},
	);
});

it('of two processes none takes the account for itself', async () => {
	const server = new LimitedServer(onePerSecond);
	const finished: number[] = [];
	const all = [0, 1].map(async (process) => {
		await server.uploadAll(new RateLimiter(), 300);
		finished[process] = Date.now();
	});
	await secondsUntil(Promise.all(all));
	const [a = 0, b = 0] = finished;

	// Whoever waited for the other to end would be done 300 s later.
	expect(Math.abs(a - b)).toBeLessThan(100 * second);
});

it('a process with little to send is let in between', async () => {
	const server = new LimitedServer(onePerSecond);
	const busy = server.uploadAll(new RateLimiter(), 200);
	const took: number[] = [];
	const seldom = (async () => {
		const rateLimiter = new RateLimiter();
		for (let upload = 0; upload < 5; upload++) {
			await new Promise((resolve) => {
				setTimeout(resolve, 30 * second);
			});
			const before = Date.now();
			await server.upload(rateLimiter);
			took.push(Date.now() - before);
		}
	})();
	const all = await secondsUntil(Promise.all([busy, seldom]));

	expect(Math.max(...took)).toBeLessThan(15 * second);
	expect(all).toBeLessThanOrEqual(205 * 1.25);
});

describe('a plan that allows less than is documented', () => {
	it.each([
		[20, { requests: 1, within: 60 * second }, 1.3],
		[60, { requests: 1, within: 3 * second }, 1.6],
	])('%d uploads, %j', async (count, limit, most) => {
		const server = new LimitedServer(limit);
		const upload = server.uploadAll(new RateLimiter(), count);
		const took = await secondsUntil(upload);

		expect(took).toBeLessThanOrEqual(((count * limit.within) / second) * most);
		expect(Math.max(...(await upload))).toBeLessThanOrEqual(DEFAULT_MAX_RETRIES);
	});
});

describe('Requests per Second that the account does not allow', () => {
	it.each([10, 1e6, Infinity])('%d: all are taken all the same', async (perSecond) => {
		const server = new LimitedServer(onePerSecond);
		const upload = server.uploadAll(new RateLimiter(), 30, { perSecond });
		const took = await secondsUntil(upload);

		expect(took).toBeLessThanOrEqual(30 * 2.5);
		expect(Math.max(...(await upload))).toBeLessThanOrEqual(DEFAULT_MAX_RETRIES);
	});
});
