import { z } from 'zod';
import { memoriesAiTrigger, ON_CALLBACK, receiverOf } from '../test/e2e/build-workflow.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import { peakMemory, resetPeakMemory } from '../test/n8n/memory.cjs';
import { until } from '../test/n8n/until.cjs';
import type { CallbackFigures } from './account-results.cjs';
import { callUntilTaken, countStatuses } from './call-until-taken.cjs';
import { runsOf } from './n8n-runs.cjs';
import type { Setup } from './results.cjs';
import type { Stage } from './stage.cjs';
import { refusedForRate, type StandIn } from './stand-in.cjs';
import { SETTINGS } from './trigger.cjs';
import { sum } from './units.cjs';

const startedRun = z.object({ videoNo: z.string(), verified: z.boolean() });
/** What the trigger hands on of a callback about a video. */
export type StartedRun = z.infer<typeof startedRun>;

/** What is sent to the trigger, and how much the account takes meanwhile. */
export interface TriggerCalls {
	setup: Setup;
	/** Brings in what the callbacks are about, and says of which videos they are, in their order. */
	videos: (standIn: StandIn) => Promise<string[]>;
	/** At a time. */
	parallel: number;
	/** Reads that the API takes in a second. */
	perSecond: number;
}

/** Longer than the time between two questions about callbacks that wait. */
const QUIET_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
const QUIET_DEADLINE_MS = 300_000;

/**
 * Waits until nobody asks the API any more: a callback may be answered before its verdict is there.
 *
 * @throws Error when that does not come about within five minutes
 */
async function untilNobodyAsks(standIn: StandIn): Promise<void> {
	let asked = -1;
	let since = Date.now();
	const quiet = await until(
		async () => {
			const { length } = await standIn.requests();
			if (length !== asked) since = Date.now();
			asked = length;
			return Date.now() - since >= QUIET_MS;
		},
		QUIET_DEADLINE_MS,
		LOOK_EVERY_MS,
	);
	if (quiet !== true) throw new Error('The API is asked on and on');
}

/**
 * Sends callbacks of indexed videos to a trigger in an n8n of its own: what the nodes remember of the
 * account would help the next time.
 *
 * @returns what was measured, and the runs that were started, when nothing waits for its verdict any more
 */
export async function callTrigger(
	stage: Stage,
	{ setup, videos, parallel, perSecond }: TriggerCalls,
): Promise<{ figures: CallbackFigures; started: StartedRun[] }> {
	const { standIn, memoriesAi } = stage;
	const n8n = await stage.freshN8n(SETTINGS[setup]);
	try {
		const { client, process: n8nProcess } = n8n;
		const place = { n8nUrl: n8nProcess.url, client };
		const { url, workflow } = await receiverOf(place, memoriesAiTrigger({}, memoriesAi));
		await standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
		const numbers = await videos(standIn);
		const earlier = (await standIn.requests()).length;
		await standIn.change({ requestsPerSecond: perSecond });

		resetPeakMemory(n8nProcess.pid);
		const before = peakMemory(n8nProcess.pid);
		const since = performance.now();
		const calls = await inParallel(parallel, numbers, (videoNo) =>
			callUntilTaken(url, { videoNo, status: 'PARSE' }),
		);
		const seconds = (performance.now() - since) / 1000;
		await untilNobodyAsks(standIn);
		const after = peakMemory(n8nProcess.pid);

		const { items } = await runsOf(n8n, workflow.id, ON_CALLBACK);
		const requests = (await standIn.requests()).slice(earlier);
		const figures = {
			perSecond,
			seconds,
			slowestSeconds: Math.max(...calls.map((call) => call.seconds)),
			answers: countStatuses(calls),
			sentAgain: sum(calls.map(({ sentAgain }) => sentAgain)),
			memoryGrowth: before === undefined || after === undefined ? undefined : after - before,
			requests: requests.length,
			refused: refusedForRate(requests),
		};
		return { figures, started: items.map((item) => startedRun.parse(item)) };
	} finally {
		await n8n.stop();
	}
}
