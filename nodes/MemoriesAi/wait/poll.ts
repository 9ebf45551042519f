import type { Progress } from './job';
import { isDone } from './job';

/** Vendor examples: first after 5 s, then 1.5 times as long each time, 30 s at the most. */
const FIRST_CHECK_MS = 5_000;
const SLOWER = 1.5;
const LONGEST_MS = 30_000;

/** What a check has, however late it begins, in milliseconds: the API allows one question per second. */
export function leastCheckMs(jobs: number): number {
	return 5_000 + jobs * 2_000;
}

/** Time, so that tests need not wait. */
export interface Clock {
	/** In milliseconds since any moment. */
	now(): number;
	/** @throws when the execution is cancelled meanwhile */
	sleep(ms: number): Promise<void>;
}

/**
 * Checks again and again until everything is done or time is up. A check under way is given up then,
 * but has `leastCheckMs`.
 *
 * @param checkOnce gives the progress that a new check shows, or `undefined` when it did not come to
 *   an end within `ms`
 * @param settings `checkAtOnce` where the videos were uploaded long ago
 * @returns the last progress
 */
export async function poll(
	progress: readonly Progress[],
	checkOnce: (progress: readonly Progress[], ms: number) => Promise<Progress[] | undefined>,
	settings: {
		readonly timeoutMs: number;
		readonly until: 'indexed' | 'downloaded';
		readonly checkAtOnce: boolean;
	},
	clock: Clock,
): Promise<readonly Progress[]> {
	const deadline = clock.now() + settings.timeoutMs;
	const checkInTime = async (known: readonly Progress[]) =>
		await checkOnce(known, Math.max(deadline - clock.now(), leastCheckMs(progress.length)));

	const first = settings.checkAtOnce ? await checkInTime(progress) : progress;
	if (!first) return progress;
	let latest = first;
	let wait = FIRST_CHECK_MS;
	while (!latest.every((one) => isDone(one, settings.until))) {
		const left = deadline - clock.now();
		// Even without any time there is one check.
		if (left <= 0 && latest !== progress) break;
		await clock.sleep(Math.min(wait, Math.max(0, left)));
		const checked = await checkInTime(latest);
		if (!checked) break;
		latest = checked;
		wait = Math.min(wait * SLOWER, LONGEST_MS);
	}
	return latest;
}
