import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the condition gives something other than undefined, null or false.
 *
 * @param deadlineMs gives up after this time
 * @param everyMs pause between two looks
 * @returns what the condition gave, or undefined when the time is over
 */
export async function until<T>(
	condition: () => T | Promise<T>,
	deadlineMs: number,
	everyMs = 100,
): Promise<Exclude<T, undefined | null | false> | undefined> {
	const end = Date.now() + deadlineMs;
	for (;;) {
		const value = await condition();
		if (isGiven(value)) return value;
		if (Date.now() >= end) return undefined;
		await delay(everyMs);
	}
}

function isGiven<T>(value: T): value is Exclude<T, undefined | null | false> {
	return value !== undefined && value !== null && value !== false;
}
