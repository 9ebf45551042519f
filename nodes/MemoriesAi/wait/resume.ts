import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import { parseCallback, readRequestText } from '../api/callback';
import { clientForWebhook, WAITS_FOR_CONFIRMATION_MS } from '../api/webhookClient';
import { check } from './check';
import { failExecution } from './failExecution';
import type { Progress } from './job';
import { isFinal, withNothingMoreToCome } from './job';
import { failureOf, toItems } from './output';
import { resumeOnce } from './resumeOnce';
import type { SleepState } from './state';
import { isAllDone, readState } from './state';

/**
 * Answers a call of the URL that wakes the execution. The call is only a hint: whatever it says,
 * Memories.ai is asked.
 *
 * @returns the output items when nothing is left to wait for; nothing when the sleep goes on
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	let state: SleepState;
	try {
		const before = readState(context);
		const callback = parseCallback(await readRequestText(context));
		state = { ...before, progress: await checkAfterCall(context, before, callback) };
	} catch (error) {
		// The sleep goes on, and the caller learns that this call did nothing. Thrown from here, it
		// would wake the execution: n8n goes on after an error of a webhook, with an empty item.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`Memories.ai could not be asked after a callback: ${reason}`);
		context.getResponseObject().status(503).json({ message: 'Not possible at the moment' });
		return { noWebhookResponse: true };
	}
	if (!isAllDone(state)) return {};
	if (!resumeOnce(state.id, Date.now())) return {};

	const failure = state.continueOnFail ? undefined : failureOf(context, state);
	if (failure && !failExecution(context, failure)) context.logger.warn(failure.message);
	return { workflowData: [toItems(state)] };
}

/** Checks again after 1 and 2 s more while Memories.ai does not show yet what its callback says. */
async function checkAfterCall(
	context: IWebhookFunctions,
	{ progress, settings }: SleepState,
	callback: Callback | undefined,
): Promise<readonly Progress[]> {
	const client = await clientForWebhook(context);
	const checkOnce = async () => {
		const seen = await check(client, progress, settings.until);
		// A scrape is called back once it is downloaded, so no more videos are to come.
		return callback ? seen.map(withNothingMoreToCome) : seen;
	};
	let latest = await checkOnce();
	for (const wait of WAITS_FOR_CONFIRMATION_MS) {
		if (!callback || latest.some((one) => shows(one, callback)) || !client.isInTime(wait)) break;
		await sleep(wait);
		latest = await checkOnce();
	}
	return latest;
}

function shows({ job, videos }: Progress, { videoNo, taskId }: Callback): boolean {
	return videoNo === undefined
		? job.taskId === taskId && videos.length > 0
		: videos.some((video) => video.videoNo === videoNo && isFinal(video));
}
