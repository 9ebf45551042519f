import { uploadLink } from '../test/sandbox/remote.cjs';
import type { Flood, FloodRound } from './account-results.cjs';
import type { Extent } from './extent.cjs';
import type { Stage } from './stage.cjs';
import type { StandIn } from './stand-in.cjs';
import { callTrigger } from './trigger-calls.cjs';

/** Videos that do exist: one in the default namespace, and one in the last Unique ID, if there is one. */
async function genuineVideos(standIn: StandIn, uniqueIds: number): Promise<string[]> {
	const inDefault = await uploadLink(standIn);
	let inLast: string[] = [];
	for (let at = 1; at <= uniqueIds; at += 1) {
		inLast = [await uploadLink(standIn, `project-${at}`)];
	}
	return [inDefault, ...inLast];
}

/** Numbers of no video, in the form that they have. */
function forgedVideos(count: number): string[] {
	return Array.from({ length: count }, (_, at) => `VI1${String(at).padStart(17, '0')}`);
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
	let genuine: string[] = [];
	const { figures, started } = await callTrigger(stage, {
		// As it comes, n8n is busy with its sandboxes for expressions most of the time.
		setup: 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
		async videos(standIn) {
			genuine = await genuineVideos(standIn, uniqueIds);
			return mixed(forgedVideos(forged), genuine);
		},
		parallel,
		perSecond,
	});
	const own = started.filter(({ videoNo }) => genuine.includes(videoNo));
	return {
		uniqueIds,
		...figures,
		forgedRuns: started.length - own.length,
		genuine: genuine.length,
		genuineStarted: new Set(own.map(({ videoNo }) => videoNo)).size,
		genuineVerified: own.filter(({ verified }) => verified).length,
	};
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
