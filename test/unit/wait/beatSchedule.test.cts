import { afterRefusal, nextBeat } from '../../../nodes/MemoriesAi/wait/beatSchedule';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** In seconds since the sleep began. */
function beatsOf(timeoutMs: number): number[] {
	const beats: number[] = [];
	for (let at = 0; at < timeoutMs; ) {
		at += nextBeat(at, timeoutMs) ?? 0;
		beats.push(at / SECOND);
	}
	return beats;
}

it('comes after 5 s, then after 1, 2, 4, 8 and 10 minutes, and at the deadline', () => {
	expect(beatsOf(60 * MINUTE)).toEqual([5, 65, 185, 425, 905, 1505, 2105, 2705, 3600]);
	expect(beatsOf(30 * MINUTE)).toEqual([5, 65, 185, 425, 905, 1800]);
	expect(beatsOf(MINUTE)).toEqual([5, 60]);
});

it('is never before n8n has put the execution to sleep', () => {
	expect(beatsOf(3 * SECOND)).toEqual([5]);
	expect(nextBeat(0, 0)).toBe(5 * SECOND);
});

it('is late by nothing in a process that takes over in between', () => {
	expect(nextBeat(66 * SECOND, 60 * MINUTE)).toBe(119 * SECOND);
	expect(nextBeat(50 * MINUTE, 60 * MINUTE)).toBe(10 * MINUTE);
});

it('is tried again after the deadline, until n8n ends the sleep', () => {
	expect(nextBeat(30 * MINUTE, 30 * MINUTE)).toBe(5 * SECOND);
	expect(nextBeat(31 * MINUTE - 1, 30 * MINUTE)).toBe(5 * SECOND);
	expect(nextBeat(31 * MINUTE, 30 * MINUTE)).toBeUndefined();
});

it('costs at most ten calls in any hour, at two requests each', () => {
	const beats = beatsOf(24 * 60 * MINUTE);
	const inHourFrom = (start: number) =>
		beats.filter((at) => at >= start && at < start + 3_600).length;
	expect(Math.max(...[0, ...beats].map(inHourFrom))).toBeLessThan(10);
});

it('comes sooner after a refusal, and ever later while Memories.ai goes on refusing', () => {
	expect([1, 2, 3, 4].map(afterRefusal)).toEqual([5_000, 10_000, 20_000, 40_000]);
	expect(afterRefusal(99)).toBe(10 * MINUTE);
});
