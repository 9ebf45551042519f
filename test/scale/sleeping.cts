import { z } from 'zod';
import { callUntilTaken } from '../../bench/call-until-taken.cjs';
import { ENDED, runsOf, untilCount } from '../../bench/n8n-runs.cjs';
import { uploadsAt } from '../../bench/sleeping.cjs';
import { linksOf, RESULT, uploadsByLink } from '../../bench/uploads-by-link.cjs';
import { inParallel } from '../e2e/in-parallel.cjs';
import { callBack } from '../e2e/post.cjs';
import type { ScalePlace } from './bring-place.cjs';
import type { Outcome } from './row.cjs';
import { UNHURRIED } from './upload-links.cjs';

/** No video is indexed by itself meanwhile. */
const NEVER_MS = 24 * 3600 * 1000;
const DEADLINE_MS = 10 * 60_000;
const LANES = 20;

const result = z.object({ link: z.string(), videoNo: z.string(), status: z.literal('PARSE') });

/** How the sleepers are woken. */
interface Waking {
	/** Done when all sleep. */
	before?: () => Promise<void>;
	/** Where a callback goes, of the address that the API was given. */
	addressOf?: (resumeUrl: string, at: number) => string;
}

/** Lets executions fall asleep over one upload each, then ends the indexing of each and calls back once. */
export async function sleepAndWake(
	{ n8n, stage }: ScalePlace,
	count: number,
	{ before, addressOf = (resumeUrl) => resumeUrl }: Waking = {},
): Promise<Outcome> {
	const { standIn } = stage;
	const parameters = { waitFor: 'callback', options: UNHURRIED };
	const { url, workflow } = await uploadsByLink(n8n, stage, parameters);
	await standIn.restart({ indexAfterMs: NEVER_MS, callbacks: 'none' });
	const calls = await inParallel(LANES, linksOf(count), async (link) => {
		const { status } = await callUntilTaken(url, { link });
		return { link, status };
	});
	const taken = calls.filter(({ status }) => status === 200).length;
	await untilCount(n8n, workflow.id, ['waiting', ...ENDED], taken, DEADLINE_MS);
	await before?.();

	const uploads = await uploadsAt(standIn);
	const since = performance.now();
	const statuses = await inParallel(
		LANES,
		[...uploads.values()],
		async ({ videoNo, resumeUrl }, at) => {
			await standIn.endIndexing(videoNo);
			return await callBack(addressOf(resumeUrl, at), videoNo);
		},
	);
	await untilCount(n8n, workflow.id, ENDED, taken, DEADLINE_MS);
	const seconds = (performance.now() - since) / 1000;

	const { items, failed } = await runsOf(n8n, workflow.id, RESULT);
	const { videos } = await standIn.arrived();
	const right = items.map((item) => result.safeParse(item)).flatMap(({ data }) => data ?? []);
	const awake = new Set(right.map(({ link }) => link)).size;
	return {
		taken,
		lost: Math.max(0, taken - awake - failed),
		doubled: right.length - awake + (videos.length - uploads.size),
		seconds,
		figures: `${statuses.filter((status) => status === 200).length} callbacks answered 200, ${failed} failed, ${count - taken} calls not taken`,
	};
}
