import { z } from 'zod';
import { memoriesAiTrigger, ON_CALLBACK, receiverOf } from '../test/e2e/build-workflow.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import { uploadLink } from '../test/sandbox/remote.cjs';
import type { Burst } from './account-results.cjs';
import { callUntilTaken, countStatuses } from './call-until-taken.cjs';
import type { Extent } from './extent.cjs';
import { runsOf } from './n8n-runs.cjs';
import type { Stage } from './stage.cjs';
import { refusedForRate } from './stand-in.cjs';
import { sum } from './units.cjs';

/** What the trigger hands on of a callback about a video. */
export const startedRun = z.object({ videoNo: z.string(), verified: z.boolean() });

/**
 * Sends many genuine callbacks at once, about videos in several Unique IDs, on an account that takes
 * so many reads a second.
 *
 * @param tell takes a line on how far it is
 */
export async function benchBurst(
	stage: Stage,
	{ callbacks, uniqueIds, perSecond }: Extent['burst'],
	tell: (line: string) => void,
): Promise<Burst> {
	const { standIn, memoriesAi } = stage;
	const n8n = await stage.freshN8n();
	try {
		const place = { n8nUrl: n8n.process.url, client: n8n.client };
		const open = await receiverOf(place, memoriesAiTrigger({}, memoriesAi));
		await standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
		const videos = await inParallel(10, Array.from({ length: callbacks }), (_, at) =>
			uploadLink(standIn, `project-${at % uniqueIds}`),
		);
		const before = (await standIn.requests()).length;
		await standIn.change({ requestsPerSecond: perSecond });

		tell(`${callbacks} callbacks at once, of videos in ${uniqueIds} Unique IDs`);
		const since = performance.now();
		const calls = await Promise.all(
			videos.map((videoNo) => callUntilTaken(open.url, { videoNo, status: 'PARSE' })),
		);
		const seconds = (performance.now() - since) / 1000;

		const { items } = await runsOf(n8n, open.workflow.id, ON_CALLBACK);
		const started = items.map((item) => startedRun.parse(item));
		const own = videos.map((videoNo) => started.filter((run) => run.videoNo === videoNo));
		const requests = (await standIn.requests()).slice(before);
		return {
			callbacks,
			uniqueIds,
			perSecond,
			seconds,
			slowestSeconds: Math.max(...calls.map((call) => call.seconds)),
			answers: countStatuses(calls),
			sentAgain: sum(calls.map(({ sentAgain }) => sentAgain)),
			lost: own.filter(({ length }) => length === 0).length,
			doubled: own.filter(({ length }) => length > 1).length,
			verified: own.filter((runs) => runs.some(({ verified }) => verified)).length,
			requests: requests.length,
			refused: refusedForRate(requests),
		};
	} finally {
		await n8n.stop();
	}
}
