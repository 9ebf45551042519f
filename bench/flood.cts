import { memoriesAiTrigger, ON_CALLBACK, receiverOf } from '../test/e2e/build-workflow.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import { uploadLink } from '../test/sandbox/remote.cjs';
import type { Flood, FloodRound } from './account-results.cjs';
import { startedRun } from './burst.cjs';
import { callUntilTaken, countStatuses } from './call-until-taken.cjs';
import type { Extent } from './extent.cjs';
import { runsOf } from './n8n-runs.cjs';
import type { Stage } from './stage.cjs';
import { refusedForRate, type StandIn } from './stand-in.cjs';
import { sum } from './units.cjs';

/** Videos that do exist: one in the default namespace, and one in the last Unique ID, if there is one. */
async function genuineVideos(standIn: StandIn, uniqueIds: number): Promise<string[]> {
	const inDefault = await uploadLink(standIn);
	let inLast: string[] = [];
	for (let at = 1; at <= uniqueIds; at += 1) {
		inLast = [await uploadLink(standIn, `project-${at}`)];
	}
	return [inDefault, ...inLast];
}

/** Puts the genuine ones among the forged, far from both ends. */
function mixed(forged: string[], genuine: string[]): string[] {
	const part = Math.ceil(forged.length / (genuine.length + 1));
	return forged.flatMap((videoNo, at) => {
		const own = at > 0 && at % part === 0 ? genuine[at / part - 1] : undefined;
		return own === undefined ? [videoNo] : [own, videoNo];
	});
}

async function floodOnce(
	stage: Stage,
	{ forged, parallel }: Extent['flood'],
	uniqueIds: number,
	perSecond: number,
): Promise<FloodRound> {
	const { standIn, memoriesAi } = stage;
	// What the nodes remember of the account would help the next round.
	const n8n = await stage.freshN8n();
	try {
		const place = { n8nUrl: n8n.process.url, client: n8n.client };
		const open = await receiverOf(place, memoriesAiTrigger({}, memoriesAi));
		await standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
		const genuine = await genuineVideos(standIn, uniqueIds);
		const before = (await standIn.requests()).length;
		await standIn.change({ requestsPerSecond: perSecond });

		const numbers = Array.from({ length: forged }, (_, at) => `VI1${String(at).padStart(17, '0')}`);
		const since = performance.now();
		const calls = await inParallel(parallel, mixed(numbers, genuine), (videoNo) =>
			callUntilTaken(open.url, { videoNo, status: 'PARSE' }),
		);
		const seconds = (performance.now() - since) / 1000;

		const { items } = await runsOf(n8n, open.workflow.id, ON_CALLBACK);
		const started = items.map((item) => startedRun.parse(item));
		const own = started.filter(({ videoNo }) => genuine.includes(videoNo));
		const requests = (await standIn.requests()).slice(before);
		return {
			uniqueIds,
			perSecond,
			seconds,
			slowestSeconds: Math.max(...calls.map((call) => call.seconds)),
			answers: countStatuses(calls),
			sentAgain: sum(calls.map(({ sentAgain }) => sentAgain)),
			forgedRuns: started.length - own.length,
			genuine: genuine.length,
			genuineStarted: new Set(own.map(({ videoNo }) => videoNo)).size,
			genuineVerified: own.filter(({ verified }) => verified).length,
			requests: requests.length,
			refused: refusedForRate(requests),
		};
	} finally {
		await n8n.stop();
	}
}

/**
 * Sends forged callbacks to the trigger, and genuine ones among them, on accounts with so many Unique
 * IDs that take so many reads a second.
 *
 * @param tell takes a line on how far it is
 */
export async function benchFlood(
	stage: Stage,
	extent: Extent['flood'],
	tell: (line: string) => void,
): Promise<Flood> {
	const rounds: FloodRound[] = [];
	for (const uniqueIds of extent.uniqueIds) {
		for (const perSecond of extent.perSecond) {
			tell(`${extent.forged} forged: ${uniqueIds} Unique IDs, ${perSecond} reads per second`);
			rounds.push(await floodOnce(stage, extent, uniqueIds, perSecond));
		}
	}
	return { forged: extent.forged, parallel: extent.parallel, rounds };
}
