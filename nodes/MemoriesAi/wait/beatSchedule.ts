/** n8n needs some 50 ms to put an execution to sleep, more where it holds a lot of data. */
const FIRST_MS = 5_000;
const SECOND_MS = 60_000;
const LONGEST_MS = 600_000;

/** Between two tries of a check that the API, or n8n, did not take. */
const AGAIN_MS = 5_000;

/** For how long after its deadline the last check of a sleep is tried. */
export const LAST_TRIES_MS = 20_000;

/** When n8n itself ends a sleep, in milliseconds after its deadline: only where nobody else has. */
export const NET_MS = 60_000;

/**
 * When a sleep is looked after: 5 seconds after it began, then after 1, 2, 4, 8 and 10 minutes, and at
 * its deadline. It is the same in every process, so whichever took the last call can carry on.
 *
 * @param elapsedMs since the sleep began, in milliseconds
 * @param timeoutMs from then to its deadline, in milliseconds
 * @returns how long to wait, in milliseconds; `undefined` when n8n itself has ended the sleep
 */
export function nextBeat(elapsedMs: number, timeoutMs: number): number | undefined {
	if (elapsedMs < FIRST_MS) return FIRST_MS - elapsedMs;
	if (elapsedMs >= timeoutMs + NET_MS) return undefined;
	if (elapsedMs >= timeoutMs) return AGAIN_MS;
	let at = FIRST_MS;
	let interval = SECOND_MS;
	while (at + interval <= elapsedMs) {
		at += interval;
		interval = Math.min(interval * 2, LONGEST_MS);
	}
	at += interval;
	// One that comes shortly before the deadline is left to the one at the deadline.
	return (at + interval / 2 > timeoutMs ? timeoutMs : at) - elapsedMs;
}

/**
 * @param failures how many checks in a row the API has refused, from 1
 * @returns when to try again, in milliseconds
 */
export function afterRefusal(failures: number): number {
	return Math.min(AGAIN_MS * 2 ** (failures - 1), LONGEST_MS);
}
