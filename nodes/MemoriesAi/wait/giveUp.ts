import type { ApiClient } from '../api/client';
import { Timeout } from '../transport/timeout';

/**
 * Does something that may take only so long; what it has under way when its time is up is aborted.
 *
 * @param ms in milliseconds, more than 0
 * @param work is given what aborts its requests
 * @param cancelSignal of the execution, which ends it as well
 * @returns what it yields; `undefined` when it was given up
 */
export async function giveUpAfter<T>(
	ms: number,
	work: (signal: AbortSignal) => Promise<T>,
	cancelSignal?: AbortSignal,
): Promise<T | undefined> {
	const timeout = new Timeout({ ms, of: 'total' }, () => 0, cancelSignal);
	const { signal } = timeout;
	const timeUp = new Promise<undefined>((resolve) => {
		signal.addEventListener('abort', () => {
			if (timeout.timedOut) resolve(undefined);
		});
	});
	const worked = work(signal).catch((error: unknown) => {
		// It ended because it was aborted.
		if (timeout.timedOut) return undefined;
		throw error;
	});
	try {
		// Not only aborted: what waits for its turn goes on waiting, to send nothing then.
		return await Promise.race([worked, timeUp]);
	} finally {
		timeout.end();
	}
}

/** @returns the same client, whose requests a signal aborts */
export function abortable(client: ApiClient, signal: AbortSignal): ApiClient {
	return {
		...client,
		request: async (endpoint, fields) => await client.request(endpoint, fields, signal),
	};
}
