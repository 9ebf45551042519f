const MINUTE = 60;
const FIRST = 5;
/** Minutes between two beats, from the first one on; the last of them over and over. */
const APART = [1, 2, 4, 8, 10];

/**
 * How often a sleeping execution is to be looked after by its own process within so many seconds: once
 * after 5 seconds, then after 1, 2, 4, 8 and every 10 minutes more. Written down here once more, so that a
 * node that does it more often is found out.
 */
export function beatsWithin(seconds: number): number {
	let beats = 0;
	for (let at = FIRST; at <= seconds; beats += 1) {
		at += MINUTE * (APART[beats] ?? APART.at(-1) ?? Infinity);
	}
	return beats;
}
