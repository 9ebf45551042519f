import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { isTool } from '../errors/agentTool';
import {
	asNodeError,
	continuesOnFail,
	errorCodeOf,
	errorItem,
	mentionReceived,
} from '../errors/itemError';
import { asSentence } from '../errors/sentence';
import { sleepUnlessCancelled } from '../transport/request';
import { checkAccounts } from './check';
import { abortable, giveUpAfter } from './giveUp';
import type { Job, Progress } from './job';
import { begin } from './job';
import { failureOf, idsOf, toItems } from './output';
import { leastCheckMs, poll } from './poll';
import { sleepUntilCalled } from './sleep';
import type { Slot } from './state';
import { isAllDone } from './state';
import type { WaitSettings } from './waitOptions';

/** What is to be waited for. */
export interface WaitRequest {
	readonly settings: WaitSettings;
	/** The output of the operation, and of each item the job that it has begun, if any. */
	readonly output: ReadonlyArray<{ readonly item: INodeExecutionData; readonly job?: Job }>;
	/** Whether the jobs were brought in by this run, so that their ids must not be lost. */
	readonly bringsIn: boolean;
	/** Whether they were begun long ago, so that the first check comes at once. */
	readonly checkAtOnce: boolean;
	/** An item's client. */
	clientOf(itemIndex: number): Promise<ApiClient>;
}

/** What a wait puts out. */
export interface WaitOutput {
	readonly items: INodeExecutionData[];
	/** Whether all has come to a good end: nothing failed, and nothing is still waited for. */
	readonly complete: boolean;
}

/**
 * Waits for everything that the operation put out, all items together.
 *
 * @returns the output; where the execution goes to sleep, it comes when it wakes
 * @throws NodeOperationError when something did not become ready, as the user's settings say
 */
export async function waitForJobs(
	context: IExecuteFunctions,
	request: WaitRequest,
): Promise<WaitOutput> {
	const { settings, output, bringsIn } = request;
	const jobs = output.flatMap(({ job }) => job ?? []);
	if (jobs.length === 0) return { items: output.map(({ item }) => item), complete: true };

	const slots = output.map(({ item, job }): Slot => (job ? { job: jobs.indexOf(job) } : { item }));
	let progress: readonly Progress[];
	try {
		progress = await firstProgress(context, request, jobs);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, 0);
		if (!continuesOnFail(context)) {
			if (!bringsIn) throw failure;
			const ids = jobs.flatMap((job) => Object.values(idsOf(job)));
			mentionReceived(failure, ids.map(String));
			if (context.getExecutionCancelSignal()?.aborted) {
				// Of an execution that was stopped, the editor shows the message alone, or nothing at all.
				failure.message = `${asSentence(failure.message)} ${failure.description ?? ''}`;
				context.logger.warn(failure.message);
			}
			throw failure;
		}
		const items = output.map(({ item, job }) =>
			job ? errorItem(failure, job.item, errorCodeOf(failure), idsOf(job)) : item,
		);
		return { items, complete: false };
	}
	const wait = {
		slots,
		progress,
		settings,
		bringsIn,
		continueOnFail: continuesOnFail(context),
		forAgent: isTool(context.getNode()),
	};
	if (settings.waitFor === 'callback' && !isAllDone(wait)) {
		return { items: await sleepUntilCalled(context, wait), complete: false };
	}
	const failure = failureOf(context, wait);
	if (failure && !wait.continueOnFail) throw failure;
	return { items: toItems(wait), complete: failure === undefined };
}

/** Polls to the end, or checks once before the sleep: a call that came until now was lost. */
async function firstProgress(
	context: IExecuteFunctions,
	{ settings, checkAtOnce, clientOf }: WaitRequest,
	jobs: readonly Job[],
): Promise<readonly Progress[]> {
	const checkOnce = async (progress: readonly Progress[], ms: number) =>
		await giveUpAfter(
			ms,
			async (signal) => {
				const abortableClientOf = async (item: number) => abortable(await clientOf(item), signal);
				return await checkAccounts(abortableClientOf, progress, settings.until);
			},
			context.getExecutionCancelSignal(),
		);
	const start = jobs.map(begin);
	if (settings.waitFor === 'callback') {
		return (await checkOnce(start, leastCheckMs(jobs.length))) ?? start;
	}
	return await poll(start, checkOnce, { ...settings, checkAtOnce }, clockOf(context));
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
