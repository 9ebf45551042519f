import { join } from 'node:path';
import { z } from 'zod';
import type { WorkflowNode } from '../test/n8n/workflows.cjs';
import { writeContent } from './content.cjs';
import type { Extent } from './extent.cjs';
import { measure, type Measured } from './measure.cjs';
import type { ManyFiles, ManyFilesRun } from './results.cjs';
import { httpRequestNode, memoriesAiNode } from './senders.cjs';
import type { Stage } from './stage.cjs';

/** What our node hands on, and what the HTTP Request node hands on: the API's reply as it is. */
const done = z.union([
	z.object({ videoNo: z.string() }),
	z.object({ data: z.object({ videoNo: z.string() }) }).transform(({ data }) => data),
]);

function count(sender: string, files: number, measured: Measured): ManyFilesRun {
	const { seconds, failure, green, red, arrived } = measured;
	const { videos, requests } = arrived;
	const taken = new Set(videos.map(({ videoNo }) => videoNo));
	// Every file has a size of its own, by which it is known at its other end.
	const distinct = new Set(videos.map(({ size }) => size)).size;
	const greenArrived = green.filter((json) => {
		const { data } = done.safeParse(json);
		return data && taken.has(data.videoNo);
	}).length;
	return {
		sender,
		seconds,
		failure,
		requests,
		arrived: distinct,
		doubled: videos.length - distinct,
		greenArrived,
		greenFailed: green.length - greenArrived,
		red: red.length,
		missing: files - green.length - red.length,
	};
}

/**
 * Uploads many small files to an API that takes so many a second and refuses what comes faster, as
 * the real one does: with code `0429` under HTTP 200.
 *
 * @param tell takes a line on how far it is
 */
export async function benchManyFiles(
	stage: Stage,
	{ files, bytes, perSecond }: Extent['manyFiles'],
	tell: (line: string) => void,
): Promise<ManyFiles> {
	const { standIn, filesFolder, memoriesAi, headerAuth } = stage;
	const paths = Array.from({ length: files }, (_, at) => join(filesFolder, `many-${at}.mp4`));
	for (const [at, path] of paths.entries()) await writeContent(path, bytes + at);

	const interval = 1000 / perSecond;
	const senders: Array<[string, WorkflowNode]> = [
		['Memories.ai node', memoriesAiNode(memoriesAi, { requestsPerSecond: perSecond })],
		['HTTP Request node', httpRequestNode(standIn.url, headerAuth)],
		[
			`HTTP Request node, Batching: 1 item per ${interval} ms`,
			httpRequestNode(standIn.url, headerAuth, interval),
		],
	];
	const runs: ManyFilesRun[] = [];
	for (const [name, sender] of senders) {
		tell(`${files} files: ${name}`);
		const settings = { digest: false, requestsPerSecond: perSecond };
		const measured = await measure(stage, { sender, pattern: 'many-*.mp4', settings });
		runs.push(count(name, files, measured));
	}
	return { files, bytes, perSecond, floorSeconds: files / perSecond, runs };
}
