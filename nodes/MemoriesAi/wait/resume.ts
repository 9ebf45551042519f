import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import { parseCallback, readRequestText } from '../api/callback';
import { isCalledBy } from '../api/resumeUrl';
import { clientForWebhook, WAITS_FOR_CONFIRMATION_MS } from '../api/webhookClient';
import { LAST_TRIES_MS, NET_MS } from './beatSchedule';
import { ASLEEP, AWAKE } from './callOwnAddress';
import { check } from './check';
import { failExecution } from './failExecution';
import type { Progress } from './job';
import { isFinal } from './job';
import { failureOf, toItems } from './output';
import { resumeOnce } from './resumeOnce';
import type { Sleeper } from './sleeper';
import { parseBeat, sleeperOf } from './sleeper';
import { lastKnown, toCheck } from './sleepMemory';
import type { SleepState } from './state';
import { isAllDone, readState } from './state';

/**
 * Answers a call of the URL that wakes the execution, of Memories.ai or of the heartbeat: Memories.ai
 * is asked. A call without the secret of this sleep does nothing.
 *
 * @returns the output items when nothing is left to wait for, or time is up; else the sleep goes on
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = readState(context);
	if (!state || !isCalledBy(context, state.addresses[0] ?? '')) {
		context.getResponseObject().status(403).json({ message: 'Not a call for this execution' });
		return { noWebhookResponse: true };
	}
	const sleeper = sleeperOf(state);
	if (!hear(sleeper, state, await readRequestText(context))) return { webhookResponse: ASLEEP };
	const progress = await sleeper.checks.run(async () => await checkNow(context, state, sleeper));
	if (!progress) return { webhookResponse: ASLEEP };
	if (!resumeOnce(state.id, Date.now())) return { webhookResponse: AWAKE };

	sleeper.end();
	const ended = { ...state, progress };
	const failure = state.continueOnFail ? undefined : failureOf(context, ended);
	if (failure && !failExecution(context, failure)) context.logger.warn(failure.message);
	return { workflowData: [toItems(ended)], webhookResponse: AWAKE };
}

/** @returns whether to check now */
function hear(sleeper: Sleeper, { progress }: SleepState, text: string | undefined): boolean {
	const beat = parseBeat(text, progress.length);
	if (beat) {
		sleeper.hearBeat(beat);
		return true;
	}
	const callback = parseCallback(text);
	return callback ? sleeper.hearCallback(callback, progress) : true;
}

/** @returns the last progress where the sleep ends; `undefined` where it goes on */
async function checkNow(
	context: IWebhookFunctions,
	state: SleepState,
	sleeper: Sleeper,
): Promise<readonly Progress[] | undefined> {
	if (sleeper.ended) return undefined;
	const { progress: saved, settings, startedAt } = state;
	const left = () => startedAt + settings.timeoutMs - Date.now();
	let progress: readonly Progress[];
	try {
		progress = await checkAfterCall(context, state, sleeper);
	} catch (error) {
		// Thrown from here, it would wake the execution: n8n goes on after an error of a webhook, with an
		// empty item.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`Memories.ai could not be asked about a sleeping workflow: ${reason}`);
		if (left() > -LAST_TRIES_MS) {
			sleeper.tryAgain();
			return undefined;
		}
		progress = lastKnown(saved, sleeper.memory);
	}
	const isOver = isAllDone({ ...state, progress }) || left() <= 0;
	// From then on n8n itself ends the sleep, and n8n 1 would let the workflow go on twice.
	if (isOver && left() > -NET_MS) return progress;
	sleeper.carryOn(true);
	return undefined;
}

/** Checks again after 1 and 2 s more while Memories.ai does not show yet what its callback says. */
async function checkAfterCall(
	context: IWebhookFunctions,
	{ progress: saved, settings, startedAt }: SleepState,
	sleeper: Sleeper,
): Promise<Progress[]> {
	const { heard, isBeat } = sleeper.takeHeard();
	const client = await clientForWebhook(context);
	// What is final by the deadline comes out with all that it holds.
	const metadata = Date.now() < startedAt + settings.timeoutMs ? 'atEnd' : 'always';
	const checkOnce = async () =>
		await check(client, toCheck(saved, sleeper.memory), settings.until, metadata);
	let latest = await checkOnce();
	for (const wait of WAITS_FOR_CONFIRMATION_MS) {
		const isShown = heard.every((callback) => latest.some((one) => shows(one, callback)));
		if (isShown || !client.isInTime(wait)) break;
		await sleep(wait);
		latest = await checkOnce();
	}
	return sleeper.learn(latest, isBeat);
}

function shows({ job, videos }: Progress, { event, videoNo, taskId }: Callback): boolean {
	if (event === 'task.failed') return job.taskId === taskId;
	if (event === 'video.queued') return videos.some((video) => video.videoNo === videoNo);
	return videoNo === undefined
		? job.taskId === taskId && videos.length > 0
		: videos.some((video) => video.videoNo === videoNo && isFinal(video));
}
