import { sleep } from 'n8n-workflow';

/**
 * @param ms how long to sleep, in milliseconds
 * @param signal that ends the sleep early
 */
export async function sleepUnlessAborted(ms: number, signal?: AbortSignal): Promise<void> {
	if (!signal) return await sleep(ms);
	if (signal.aborted) return;

	let wake = () => {};
	const aborted = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake);
	await Promise.race([sleep(ms), aborted]);
	signal.removeEventListener('abort', wake);
}

/** A timer that nobody waits for any more ends within this time, in milliseconds. */
const LONGEST_TIMER_MS = 1_000;

/**
 * @param at when to wake, in milliseconds since epoch
 * @param signal that ends the sleep early
 */
export async function sleepUntil(at: number, signal: AbortSignal): Promise<void> {
	// A timer cannot be set finer than a millisecond.
	for (let left = at - Date.now(); left >= 1 && !signal.aborted; left = at - Date.now()) {
		await sleepUnlessAborted(Math.min(left, LONGEST_TIMER_MS), signal);
	}
}
