import { AdaptiveInterval } from '../../../nodes/MemoriesAi/transport/adaptiveInterval';

const second = 1_000;
/** Exact, so that what the documented waits make of it can be seen. */
const backOff = (refusals: number) => Math.min(second * 2 ** refusals, 32 * second);

/** An account whose time is told, with the requests that it has sent. */
function account(perSecond: number, now = 1_000_000) {
	const pace = new AdaptiveInterval(perSecond, 0);
	let isRetry = false;
	const next = () => {
		now = Math.max(now, pace.nextStart(now, isRetry));
		pace.started(now);
		return now;
	};
	return {
		pace,
		get now() {
			return now;
		},
		/** Sends the next request as soon as it may; 10 ms later it is taken. */
		succeed(times = 1): number {
			let startedAt = now;
			for (let time = 0; time < times; time++) {
				startedAt = next();
				now += 10;
				pace.succeeded(startedAt, now);
				isRetry = false;
			}
			return startedAt;
		},
		/** The same, and 10 ms later it is refused. */
		refuse(wait = backOff): number {
			const startedAt = next();
			now += 10;
			pace.refused(startedAt, now, wait);
			isRetry = true;
			return now;
		},
	};
}

it.each([0.5, 1, 5, 50])('%d per second start a little further apart than that', (perSecond) => {
	const one = account(perSecond);
	const starts = Array.from({ length: 200 }, () => one.succeed());
	const distances = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));

	expect(Math.min(...distances)).toBeGreaterThan(second / perSecond);
	expect(((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 199).toBeLessThan((second / perSecond) * 1.05);
});

it('waits longer with every refusal in a row, and no longer after one that went through', () => {
	const one = account(1);
	const waits = [1, 2, 3, 4].map(() => {
		const refusedAt = one.refuse();
		return one.pace.nextStart(one.now, true) - refusedAt;
	});
	for (const [refusals, wait] of waits.entries()) {
		expect(wait).toBeGreaterThanOrEqual(backOff(refusals));
		// Until the next beat.
		expect(wait).toBeLessThanOrEqual(backOff(refusals) + 1.05 * second);
	}
	const startedAt = one.succeed();

	expect(one.pace.nextStart(one.now, false) - startedAt).toBeLessThan(1.1 * second);
});

it('waits as long as it is told, however few the refusals', () => {
	const one = account(1);
	const refusedAt = one.refuse(() => 60 * second);

	expect(one.pace.nextStart(one.now, true) - refusedAt).toBeGreaterThanOrEqual(60 * second);
});

it('sends one by one after a refusal, until one goes through', () => {
	const one = account(1_000);
	one.refuse();
	const starts = [one.pace.nextStart(one.now, true)];
	one.pace.started(starts[0] ?? 0);
	starts.push(one.pace.nextStart(starts[0] ?? 0, true));

	expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(second);
});

describe('refusals of requests that were under way together', () => {
	function together(then: (pace: AdaptiveInterval, now: number) => void): number {
		const pace = new AdaptiveInterval(1e6, 0);
		const now = 1_000_000;
		for (const at of [now, now + 1, now + 2]) pace.started(at);
		then(pace, now + 10);
		return pace.nextStart(now + 10, true) - now;
	}

	it('count once', () => {
		const wait = together((pace, now) => {
			for (const at of [0, 1, 2]) pace.refused(now - 10 + at, now, backOff);
		});

		expect(wait).toBeLessThan(2 * second);
	});

	it('may each say how long to wait: the longest counts', () => {
		const wait = together((pace, now) => {
			pace.refused(now - 10, now, () => 60 * second);
			pace.refused(now - 9, now, () => second);
		});

		expect(wait).toBeGreaterThanOrEqual(60 * second);
	});

	it('are not taken back by one of them that went through', () => {
		const wait = together((pace, now) => {
			pace.refused(now - 9, now, backOff);
			pace.succeeded(now - 10, now);
			pace.started(now + second);
			pace.refused(now + second, now + second, backOff);
		});

		// It is the second in a row.
		expect(wait).toBeGreaterThanOrEqual(3 * second);
	});
});

describe('a pace that is surely too fast', () => {
	/** One that is refused whenever it goes faster than the account allows, in milliseconds. */
	function limited(perSecond: number, within: number, requests: number) {
		const one = account(perSecond);
		let takenAt = -Infinity;
		let refused = 0;
		for (let taken = 0; taken < requests; ) {
			if (one.pace.nextStart(one.now, false) - takenAt >= within) {
				takenAt = one.succeed();
				taken += 1;
			} else {
				one.refuse();
				refused += 1;
			}
		}
		return { one, refused };
	}

	it('is halved again and again, until it is slow enough', () => {
		const { one } = limited(1, 60 * second, 20);

		expect(one.pace.interval).toBeGreaterThan(30 * second);
	});

	it('is halved at once where nothing is documented that would allow it', () => {
		const one = account(20);
		const { usual } = one.pace;
		one.succeed(50);
		one.refuse();

		expect(usual).toBeLessThan(60);
		expect(one.pace.interval).toBeGreaterThanOrEqual(250);
	});

	it('comes back when it is allowed again, and slowly', () => {
		const { one } = limited(1, 8 * second, 30);
		const slow = one.pace.interval;
		const begin = one.now;
		const restored: number[] = [];
		while (one.pace.interval > one.pace.usual) {
			const before = one.pace.interval;
			one.succeed();
			if (one.pace.interval < before) restored.push(one.now - begin);
		}

		expect(slow).toBeGreaterThan(4 * second);
		expect(restored[0]).toBeGreaterThan(10 * second);
		expect(restored.at(-1)).toBeLessThan(300 * second);
	});

	it('is tried ever more seldom where it is not allowed', () => {
		const first = limited(1, 3 * second, 60).refused;
		const more = limited(1, 3 * second, 240).refused;

		// Four times as many requests, and not nearly four times as many refusals.
		expect(more).toBeLessThan(2 * first);
	});
});

describe('processes that share an account', () => {
	it('start on the same beats, whenever they began', () => {
		const beatOf = (begin: number) => {
			const one = account(1, begin);
			const startedAt = one.succeed(10);
			return startedAt % one.pace.usual;
		};

		expect(beatOf(1_000_000)).toBeCloseTo(beatOf(1_000_321), 3);
	});

	it('let go first on a beat who was refused, and last who was so for the first time', () => {
		const one = account(1);
		one.succeed(10);
		const usual = one.pace.nextStart(one.now, false) % one.pace.usual;
		one.refuse();
		const late = one.pace.nextStart(one.now, true) % one.pace.usual;
		one.refuse();
		const early = one.pace.nextStart(one.now, true) % one.pace.usual;

		expect(early).toBeLessThan(usual);
		expect(usual).toBeLessThan(late);
	});

	it.each<[string, number, number, number, number]>([
		['a glitch lets nobody wait', 10, 1, 1, 3],
		['who is refused twice leaves it to the other for a while', 10, 2, 14, 30],
		['and not for long where the other has little to send', 100, 2, 1, 5],
	])('%s', (_what, taken, refusals, from, to) => {
		const one = account(1);
		one.succeed(taken);
		for (let refusal = 0; refusal < refusals; refusal++) one.refuse();
		const wait = one.pace.nextStart(one.now, true) - one.now;

		expect(wait).toBeGreaterThanOrEqual(from * second);
		expect(wait).toBeLessThanOrEqual(to * second);
	});

	it('another account has other beats', () => {
		const beat = (phase: number) => {
			const pace = new AdaptiveInterval(1, phase);
			pace.refused(0, 1, backOff);
			return pace.nextStart(1, true) % pace.usual;
		};

		expect(beat(0.5) - beat(0.25)).toBeCloseTo(0.25 * 1_030, 3);
	});
});
