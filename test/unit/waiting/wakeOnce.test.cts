import { wakeOnce } from '../../../nodes/waiting/wakeOnce';

it('ends a sleep for one of the calls that arrive together, and each sleep on its own', () => {
	expect([wakeOnce('a', 0), wakeOnce('a', 10), wakeOnce('b', 10), wakeOnce('a', 60_000)]).toEqual([
		true,
		false,
		true,
		false,
	]);
});

it('does not remember for ever', () => {
	expect(wakeOnce('c', 100_000)).toBe(true);
	expect(wakeOnce('c', 160_001)).toBe(true);
});
