import { randomUUID } from 'crypto';

import type {
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import { readAccount } from '../transport/account';
import { sleepUnlessCancelled } from '../transport/request';
import { askerOf, WAITS_FOR_CONFIRMATION_MS } from '../api/webhookClient';
import type { Callback } from '../api/callback';
import { parseCallback } from '../api/callback';
import { readRequestText } from '../api/requestText';
import { readUniqueId } from '../parameters/upload';
import { InvalidParameter } from '../errors/invalidParameter';
import type { Job, Progress } from './job';
import { heartbeat } from './heartbeat';
import { begin, isDone, isFinal, withNothingMoreToCome } from './job';
import { check } from './check';
import { poll } from './poll';
import { resultsOf } from './results';
import { checkResumeUrl, resumeUrlOf } from '../api/resumeUrl';
import type { WaitSettings } from './options';
import { readWaitSettings } from './options';
import { failExecution } from './failExecution';
import { resumeOnce } from './resumeOnce';
import {
	asNodeError,
	codeOf,
	continuesOnFail,
	errorItem,
	idsOf,
	mentionReceived,
} from '../errors/itemError';
import type { Operation } from '../actions/operation';
import { asker } from '../api/client';

/** One place of the output: an item as it is, or what becomes of a job. */
type Slot = { readonly item: INodeExecutionData } | { readonly job: number };

/** Where a sleeping execution keeps what it waits for; plain data, kept in n8n's database. */
const STATE = 'memoriesAiWait';

/** What is waited for, and how. */
interface Wait {
	readonly slots: readonly Slot[];
	readonly progress: readonly Progress[];
	readonly settings: WaitSettings;
	readonly continueOnFail: boolean;
}

interface SleepState extends Wait {
	/** Tells this sleep from all others, those of the same execution included. */
	readonly id: string;
}

/**
 * Reads how to wait, and checks before anything is sent that it is possible.
 *
 * @returns `undefined` when the node does not wait
 * @throws NodeOperationError when it cannot wait that way
 */
export async function prepareWait(
	context: IExecuteFunctions,
	{ waits }: Operation,
): Promise<WaitSettings | undefined> {
	if (!waits) return undefined;
	try {
		const settings = readWaitSettings(context, waits.always === true);
		if (settings.waitFor === 'nothing') return undefined;
		const { apiVersion, baseUrl } = await readAccount(context);
		if (apiVersion !== 'v1') {
			throw new InvalidParameter(
				'Waiting does not exist in the API Version of this credential',
				'Set Wait For to Nothing, or use a credential of API Version Current.',
			);
		}
		if (settings.waitFor === 'callback') checkResumeUrl(resumeUrlOf(context), baseUrl);
		return settings;
	} catch (error) {
		throw asNodeError(context.getNode(), error, 0);
	}
}

/**
 * Waits for everything that the operation put out, all items together.
 *
 * @returns the output items; where the execution goes to sleep, they come when it wakes
 * @throws NodeOperationError when something did not become ready, as the user's settings say
 */
export async function waitForAll(
	context: IExecuteFunctions,
	operation: Operation,
	settings: WaitSettings,
	output: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const { slots, jobs } = toJobs(context, operation, output);
	if (jobs.length === 0) return [...output];

	const state = { slots, settings, continueOnFail: context.continueOnFail() };
	let progress: readonly Progress[];
	try {
		progress = await firstProgress(context, operation, settings, jobs);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, 0);
		if (!continuesOnFail(context)) throw mentionReceived(failure, output);
		return slots.map((slot) => {
			if ('item' in slot) return slot.item;
			const job = jobs[slot.job];
			return errorItem(failure, job?.item ?? 0, codeOf(failure), idsOf(job?.json ?? {}));
		});
	}
	const wait = { ...state, progress };
	if (settings.waitFor === 'callback' && !isAllDone(progress, settings)) {
		return await sleepUntilCalled(context, wait);
	}
	const failure = failureOf(context, wait);
	if (failure) throw failure;
	return toItems(wait);
}

/** Polls to the end, or looks once before the sleep: a call that came until now was lost. */
async function firstProgress(
	context: IExecuteFunctions,
	{ waits }: Operation,
	settings: WaitSettings,
	jobs: readonly Job[],
): Promise<readonly Progress[]> {
	const ask = asker(context, 0);
	const checkOnce = async (progress: readonly Progress[]) =>
		await check(ask, progress, settings.until);
	const start = jobs.map(begin);
	if (settings.waitFor === 'callback') return await checkOnce(start);
	const checkAtOnce = waits?.always === true;
	return await poll(start, checkOnce, { ...settings, checkAtOnce }, clockOf(context));
}

function toJobs(
	context: IExecuteFunctions,
	{ waits }: Operation,
	output: readonly INodeExecutionData[],
): { slots: Slot[]; jobs: Job[] } {
	const jobs: Job[] = [];
	const slots = output.map((item): Slot => {
		const { videoNo, taskId } = item.json;
		if (typeof videoNo !== 'string' && typeof taskId !== 'string') return { item };
		const index = itemIndexOf(item);
		jobs.push({
			item: index,
			json: item.json,
			videoNo: typeof videoNo === 'string' ? videoNo : undefined,
			taskId: typeof taskId === 'string' ? taskId : undefined,
			uniqueId: readUniqueId(context, index),
			expected: waits?.expected?.(context, index),
		});
		return { job: jobs.length - 1 };
	});
	return { slots, jobs };
}

function itemIndexOf({ pairedItem }: INodeExecutionData): number {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
}

function clockOf(context: IExecuteFunctions) {
	const signal = context.getExecutionCancelSignal();
	return {
		now: () => Date.now(),
		sleep: async (ms: number) => {
			await sleepUnlessCancelled(context.getNode(), 0, ms, signal);
		},
	};
}

function isAllDone(progress: readonly Progress[], { until }: WaitSettings): boolean {
	return progress.every((one) => isDone(one, until));
}

/** @returns the first failure, unless items may carry theirs */
function failureOf(
	context: IExecuteFunctions | IWebhookFunctions,
	{ progress, settings, continueOnFail }: Wait,
): NodeOperationError | undefined {
	const results = progress.flatMap((one) => resultsOf(one, settings));
	const failed = results.find(({ failure }) => failure);
	if (!failed?.failure || continueOnFail) return undefined;
	const { message, description } = failed.failure;
	const { item: itemIndex } = failed;
	const failure = new NodeOperationError(context.getNode(), message, { description, itemIndex });
	mentionReceived(
		failure,
		results.map(({ json }) => ({ json })),
	);
	return failure;
}

/** @returns the output items; one that did not succeed carries its failure */
function toItems({ slots, progress, settings }: Wait): INodeExecutionData[] {
	const results = progress.map((one) => resultsOf(one, settings));
	return slots.flatMap((slot) => {
		if ('item' in slot) return [slot.item];
		return (results[slot.job] ?? []).map(({ item, json, failure }) =>
			failure ? errorItem(failure, item, undefined, idsOf(json)) : { json, pairedItem: { item } },
		);
	});
}

/**
 * Lets the execution sleep until a callback or the deadline.
 *
 * At the deadline n8n skips this node and hands on its input items. So they are replaced here, in
 * place, by what is to come out then.
 */
async function sleepUntilCalled(
	context: IExecuteFunctions,
	wait: Wait,
): Promise<INodeExecutionData[]> {
	const state: SleepState = { ...wait, id: randomUUID() };
	context.getContext('node')[STATE] = state;
	const items = toItems(wait);
	const input = context.getInputData();
	input.splice(0, input.length, ...items);
	await context.putExecutionToWait(new Date(Date.now() + wait.settings.timeoutMs));
	void heartbeat(context, resumeUrlOf(context));
	// Not the input's own array: where there is an error output, n8n empties what is returned.
	return items;
}

/**
 * Answers a call of the URL that wakes the execution. The call is only a hint: whatever it says,
 * Memories.ai is asked.
 *
 * @returns the output items when nothing is left to wait for; nothing when the sleep goes on
 */
export async function resume(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	let state: SleepState;
	let progress: readonly Progress[];
	try {
		state = readState(context);
		const callback = parseCallback(await readRequestText(context));
		progress = await checkAfterCall(context, state, callback);
	} catch (error) {
		// The sleep goes on, and the caller learns that this call did nothing. Thrown from here, it
		// would wake the execution: n8n goes on after an error of a webhook, with an empty item.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`Memories.ai could not be asked after a callback: ${reason}`);
		context.getResponseObject().status(503).json({ message: 'Not possible at the moment' });
		return { noWebhookResponse: true };
	}
	if (!isAllDone(progress, state.settings)) return {};
	if (!resumeOnce(state.id, Date.now())) return {};

	const wait = { ...state, progress };
	const failure = failureOf(context, wait);
	if (failure && !failExecution(context, failure)) context.logger.warn(failure.message);
	return { workflowData: [toItems(wait)] };
}

/** Looks again after 1 and 2 s more while Memories.ai does not show yet what its callback says. */
async function checkAfterCall(
	context: IWebhookFunctions,
	{ progress, settings }: SleepState,
	callback: Callback | undefined,
): Promise<readonly Progress[]> {
	const { ask } = await askerOf(context);
	const checkOnce = async () => {
		const seen = await check(ask, progress, settings.until);
		// A scrape is called back once it is downloaded, so no more videos are to come.
		return callback ? seen.map(withNothingMoreToCome) : seen;
	};
	let latest = await checkOnce();
	for (const wait of WAITS_FOR_CONFIRMATION_MS) {
		if (!callback || latest.some((one) => shows(one, callback))) break;
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

function readState(context: IWebhookFunctions): SleepState {
	const name = JSON.stringify(context.getNode().name);
	const state: unknown = context.evaluateExpression(`{{ $node[${name}].context["${STATE}"] }}`);
	if (!isSleepState(state)) {
		throw new NodeOperationError(context.getNode(), 'This execution does not wait for a callback');
	}
	return state;
}

/** Only this file writes it. */
function isSleepState(state: unknown): state is SleepState {
	return typeof state === 'object' && state !== null && 'progress' in state && 'slots' in state;
}
