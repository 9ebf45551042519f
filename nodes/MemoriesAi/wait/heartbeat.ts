import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/** n8n needs some 50 ms to put an execution to sleep, more where it holds a lot of data. */
const ASLEEP_AFTER_MS = 5_000;
const TIMEOUT_MS = 10_000;

/**
 * Calls the URL that wakes the execution once it sleeps. A callback that comes in the moment in
 * which n8n puts the execution to sleep is refused by n8n, and no other may follow.
 *
 * Not awaited by the node: n8n puts the execution to sleep only after the node has ended.
 */
export async function heartbeat(
	{ helpers, logger }: IExecuteFunctions,
	resumeUrl: string,
): Promise<void> {
	await sleep(ASLEEP_AFTER_MS);
	try {
		await helpers.httpRequest({
			method: 'POST',
			url: resumeUrl,
			timeout: TIMEOUT_MS,
			disableFollowRedirect: true,
			// Refused where the workflow has gone on meanwhile.
			ignoreHttpStatusErrors: true,
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		logger.debug(`This n8n does not reach its own address to look after a sleep: ${reason}`);
	}
}
