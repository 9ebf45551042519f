import { resumeOnce } from '../../../nodes/MemoriesAi/wait/resumeOnce';

it('ends a sleep for one of the calls that arrive together, and each sleep on its own', () => {
	expect([
		resumeOnce('a', 0),
		resumeOnce('a', 10),
		resumeOnce('b', 10),
		resumeOnce('a', 60_000),
	]).toEqual([true, false, true, false]);
});

it('does not remember for ever', () => {
	expect(resumeOnce('c', 100_000)).toBe(true);
	expect(resumeOnce('c', 160_001)).toBe(true);
});
