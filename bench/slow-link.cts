import { join } from 'node:path';
import { writeContent } from './content.cjs';
import type { Extent } from './extent.cjs';
import { measure } from './measure.cjs';
import type { SlowLink, SlowLinkRun } from './results.cjs';
import { memoriesAiNode } from './senders.cjs';
import type { Stage } from './stage.cjs';

/** So high that the line, not the pace, is what is measured. */
const REQUESTS_PER_SECOND = 1000;

/**
 * Uploads files over a slow line that all connections share, with this node at several concurrencies.
 *
 * @param tell takes a line on how far it is
 */
export async function benchSlowLink(
	stage: Stage,
	{ files, bytes, latencyMs, megabits, concurrency }: Extent['slowLink'],
	tell: (line: string) => void,
): Promise<SlowLink> {
	const paths = Array.from({ length: files }, (_, at) => join(stage.filesFolder, `link-${at}.mp4`));
	for (const path of paths) await writeContent(path, bytes);

	const runs: SlowLinkRun[] = [];
	for (const atATime of concurrency) {
		tell(`${files} files over ${megabits} Mbit/s, ${atATime} at a time`);
		const { seconds, memoryGrowth, failure, arrived } = await measure(stage, {
			sender: memoriesAiNode(stage.memoriesAi, {
				concurrency: atATime,
				requestsPerSecond: REQUESTS_PER_SECOND,
			}),
			pattern: 'link-*.mp4',
			settings: { digest: false },
		});
		const { requests, videos } = arrived;
		runs.push({
			concurrency: atATime,
			seconds,
			memoryGrowth,
			failure,
			requests,
			arrived: videos.length,
		});
	}
	const floorSeconds = (files * bytes * 8) / (megabits * 1e6);
	return { files, bytes, latencyMs, megabits, floorSeconds, runs };
}
