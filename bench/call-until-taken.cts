import { until } from '../test/n8n/until.cjs';
import { postRaw } from '../test/e2e/post-raw.cjs';

/** How a call of n8n ended. */
export interface Taken {
	status: number;
	/** From the start of the last try to its answer. */
	seconds: number;
	/** How often it was sent once more, because n8n was too busy to take it. */
	sentAgain: number;
}

/** What n8n says under status 503 before it looks for a node; a node says something else. */
const BUSY = 'Database is not ready!';
const DEADLINE_MS = 120_000;

/**
 * Sends JSON to a URL of n8n, again while n8n is too busy to take any call.
 *
 * @throws Error when it is so for two minutes
 */
export async function callUntilTaken(url: string, body: unknown): Promise<Taken> {
	const call = {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
	let tries = 0;
	const taken = await until(async () => {
		tries += 1;
		const since = performance.now();
		const { status, text } = await postRaw(url, call);
		const seconds = (performance.now() - since) / 1000;
		return !(status === 503 && text.includes(BUSY)) && { status, seconds, sentAgain: tries - 1 };
	}, DEADLINE_MS);
	if (!taken) throw new Error(`n8n took no call for ${DEADLINE_MS / 1000} s`);
	return taken;
}

/** How many of the calls were answered with each status. */
export function countStatuses(calls: ReadonlyArray<{ status: number }>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of calls) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
