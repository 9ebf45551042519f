import { z } from 'zod';
import type { Crowd } from './account-results.cjs';
import { callUntilTaken } from './call-until-taken.cjs';
import type { Extent } from './extent.cjs';
import { ENDED, runsOf, untilCount } from './n8n-runs.cjs';
import type { Stage } from './stage.cjs';
import { refusedForRate } from './stand-in.cjs';
import { sum } from './units.cjs';
import { linksOf, RESULT, uploadsByLink } from './uploads-by-link.cjs';

/** More than it takes when nobody keeps to the account's limit: each then gives up. */
const DEADLINE_MS = 15 * 60_000;

const result = z.object({ link: z.string(), videoNo: z.string() });

/**
 * Starts many executions at once, each of which uploads one link, on an account that takes so many
 * uploads a second.
 *
 * @param tell takes a line on how far it is
 */
export async function benchCrowd(
	stage: Stage,
	{ executions, perSecond }: Extent['crowd'],
	tell: (line: string) => void,
): Promise<Crowd> {
	const { standIn } = stage;
	const n8n = await stage.freshN8n();
	try {
		const { url, workflow } = await uploadsByLink(n8n, stage, {});
		await standIn.restart({ callbacks: 'none', requestsPerSecond: perSecond });
		tell(`${executions} executions at once`);
		const since = performance.now();
		const calls = await Promise.all(
			linksOf(executions).map((link) => callUntilTaken(url, { link })),
		);
		await untilCount(n8n, workflow.id, ENDED, executions, DEADLINE_MS);
		const seconds = (performance.now() - since) / 1000;

		const { items, failed } = await runsOf(n8n, workflow.id, RESULT);
		const { videos } = await standIn.arrived();
		const requests = await standIn.requests();
		const taken = new Map(videos.map(({ sourceUrl, videoNo }) => [sourceUrl, videoNo]));
		return {
			executions,
			perSecond,
			floorSeconds: executions / perSecond,
			seconds,
			requests: requests.length,
			refused: refusedForRate(requests),
			arrived: taken.size,
			doubled: videos.length - taken.size,
			green: items.filter((item) => {
				const { link, videoNo } = result.parse(item);
				return taken.get(link) === videoNo;
			}).length,
			red: failed,
			sentAgain: sum(calls.map(({ sentAgain }) => sentAgain)),
		};
	} finally {
		await n8n.stop();
	}
}
