import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { callUntilTaken } from '../../bench/call-until-taken.cjs';
import { ENDED, runsOf, untilCount } from '../../bench/n8n-runs.cjs';
import { linksOf, RESULT, uploadsByLink } from '../../bench/uploads-by-link.cjs';
import type { SettingsInput } from '../sandbox/settings.cjs';
import { inParallel } from '../e2e/in-parallel.cjs';
import type { ScalePlace } from './bring-place.cjs';
import type { Outcome } from './row.cjs';

const DEADLINE_MS = 20 * 60_000;
/** Longer than n8n takes at its slowest: n8n 1 never answers what came when its database went away. */
const CALL_DEADLINE_MS = 150_000;
/** Calls of n8n at a time. */
const LANES = 20;
/** Far above what the machine does, so that it is n8n that is tried. */
export const UNHURRIED = { requestsPerSecond: 100 };

const result = z.object({ link: z.string(), videoNo: z.string() });

/** What is different from a plain run. */
interface Trouble {
	/** How the stand-in API behaves. */
	settings?: SettingsInput;
	/** Done as soon as the first uploads have arrived. */
	during?: () => Promise<void>;
	/** Done when all has been counted; gives what is to be said of it. */
	after?: (workflowId: string) => Promise<string>;
}

/** Starts executions that upload one link each, and counts what has become of them when all have ended. */
export async function uploadLinks(
	{ n8n, stage }: ScalePlace,
	count: number,
	{ settings = {}, during, after }: Trouble = {},
): Promise<Outcome> {
	const { standIn } = stage;
	const { url, workflow } = await uploadsByLink(n8n, stage, { options: UNHURRIED });
	await standIn.restart({ callbacks: 'none', ...settings });
	const since = performance.now();
	const calling = inParallel(LANES, linksOf(count), async (link) => {
		const call = callUntilTaken(url, { link });
		const answered = await Promise.race([call, delay(CALL_DEADLINE_MS, undefined, { ref: false })]);
		return { link, status: answered?.status };
	});
	const [calls] = await Promise.all([calling, during?.()]);
	const taken = calls.filter(({ status }) => status === 200).map(({ link }) => link);
	await untilCount(n8n, workflow.id, ENDED, taken.length, DEADLINE_MS);
	const seconds = (performance.now() - since) / 1000;

	const { items, failed } = await runsOf(n8n, workflow.id, RESULT);
	const { videos } = await standIn.arrived();
	const numbers = new Map(videos.map(({ sourceUrl, videoNo }) => [sourceUrl, videoNo]));
	const green = items
		// In place of what a killed worker had, n8n 1 puts items of its own.
		.flatMap((item) => result.safeParse(item).data ?? [])
		.filter(({ link, videoNo }) => numbers.get(link) === videoNo).length;
	const more = (await after?.(workflow.id)) ?? '';
	return {
		taken: taken.length,
		// A call that was sent again, because n8n had said that it was too busy, may have failed before.
		lost: Math.max(0, taken.length - green - failed),
		doubled: videos.length - numbers.size,
		seconds,
		figures: `${numbers.size} arrived, ${failed} failed, ${count - taken.length} calls not taken${more}`,
	};
}
