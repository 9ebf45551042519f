import { z } from 'zod';
import { callUntilTaken, countStatuses } from '../../bench/call-until-taken.cjs';
import { runsOf } from '../../bench/n8n-runs.cjs';
import { memoriesAiTrigger, ON_CALLBACK, receiverOf } from '../e2e/build-workflow.cjs';
import { inParallel } from '../e2e/in-parallel.cjs';
import { uploadLink } from '../sandbox/remote.cjs';
import type { ScalePlace } from './bring-place.cjs';
import type { Outcome } from './row.cjs';

const LANES = 10;

const started = z.object({ videoNo: z.string() });

/**
 * Sends a callback about each of many videos to the trigger, once to each webhook process.
 *
 * @param order of the two
 */
export async function callBoth(
	{ n8n, queue, stage }: ScalePlace,
	count: number,
	order: 'one after the other' | 'at once',
): Promise<Outcome> {
	const { standIn, memoriesAi } = stage;
	const open = await receiverOf(
		{ client: n8n.client, n8nUrl: n8n.process.url },
		memoriesAiTrigger({}, memoriesAi),
	);
	await standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
	const videos = await inParallel(LANES, Array.from({ length: count }), () => uploadLink(standIn));
	const urls = queue.webhooks
		.filter((webhook) => !webhook.ended())
		.map(({ url }) => open.url.replace(queue.productionUrl, url));
	const since = performance.now();
	const calls = await inParallel(LANES, videos, async (videoNo) => {
		const call = async (url: string) => await callUntilTaken(url, { videoNo, status: 'PARSE' });
		if (order === 'at once') return await Promise.all(urls.map(call));
		const answers = [];
		for (const url of urls) answers.push(await call(url));
		return answers;
	});
	const seconds = (performance.now() - since) / 1000;

	const { items, runs } = await runsOf(n8n, open.workflow.id, ON_CALLBACK);
	const own = items.map((item) => started.parse(item).videoNo);
	const different = new Set(own).size;
	const answers = Object.entries(countStatuses(calls.flat()))
		.map(([status, times]) => `${times} answered ${status}`)
		.join(', ');
	return {
		taken: count,
		lost: count - different,
		doubled: own.length - different,
		seconds,
		figures: `${(calls.flat().length / seconds / urls.length).toFixed(1)} calls per second and webhook process, ${answers}, ${runs} executions`,
	};
}
