/** n8n takes far less to note that an execution goes on; from then on it refuses calls itself. */
const REMEMBERED_MS = 60_000;

/** Of each sleep that this process has ended lately: when that was. */
const ended = new Map<string, number>();

/**
 * Ends a sleep for one of the calls that arrive at the same time. n8n 1 would go on with the rest
 * of the workflow once for each of them.
 *
 * @param sleep what tells this sleep from all others
 * @param now in milliseconds since any moment
 * @returns false when it was ended before
 */
export function resumeOnce(sleep: string, now: number): boolean {
	for (const [other, at] of ended) if (now - at > REMEMBERED_MS) ended.delete(other);
	if (ended.has(sleep)) return false;
	ended.set(sleep, now);
	return true;
}
