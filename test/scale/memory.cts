import { join } from 'node:path';
import { writeContent } from '../../bench/content.cjs';
import { measure } from '../../bench/measure.cjs';
import type { Sender } from '../../bench/results.cjs';
import { httpRequestNode, memoriesAiNode } from '../../bench/senders.cjs';
import { type Stage, WARM_UP } from '../../bench/stage.cjs';
import { formatSize, MEGABYTE } from '../../bench/units.cjs';
import type { N8nLine } from '../n8n/folders.cjs';
import { bringPlace, type ScalePlace } from './bring-place.cjs';
import type { MemoryResult } from './results.cjs';

const FILE = 'large.mp4';
const DEADLINE_MS = 150_000;

/** n8n's own third one, s3, needs a licence. */
const MODES = {
	// The last is more than n8n reads back.
	database: [100, 250, 300],
	filesystem: [100, 250],
};

/** A stage whose n8n is the worker, which is another one for each upload. */
function stageOfWorker({ queue, n8n, stage }: ScalePlace): Stage {
	return {
		...stage,
		async freshN8n() {
			await queue.workers.at(-1)?.kill();
			await queue.addWorker();
			const worker = queue.workers.at(-1);
			if (!worker) throw new Error('There is no worker');
			return { ...n8n, process: worker };
		},
	};
}

/**
 * Uploads large files with this package's node and with n8n's HTTP Request node, in each way in which
 * n8n keeps files in queue mode, and sees how far a worker's memory grows.
 *
 * @param tell takes a line on how far it is
 */
export async function measureMemory(
	line: N8nLine,
	tell: (line: string) => void,
): Promise<MemoryResult[]> {
	const measured: MemoryResult[] = [];
	for (const [mode, sizes] of Object.entries(MODES)) {
		const place = await bringPlace(
			line,
			{ workers: 1, webhooks: 0 },
			{ N8N_DEFAULT_BINARY_DATA_MODE: mode, OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' },
		);
		try {
			const stage = stageOfWorker(place);
			await writeContent(join(stage.filesFolder, WARM_UP), MEGABYTE);
			for (const megabytes of sizes) {
				const bytes = megabytes * MEGABYTE;
				await writeContent(join(stage.filesFolder, FILE), bytes);
				for (const sender of ['Memories.ai node', 'HTTP Request node'] as const) {
					tell(`Binary data: ${mode}, ${formatSize(bytes)}, ${sender}`);
					measured.push({ mode, bytes, sender, ...(await uploadOnce(stage, sender)) });
				}
			}
		} finally {
			await place.stop();
		}
	}
	return measured;
}

async function uploadOnce(
	stage: Stage,
	sender: Sender,
): Promise<Pick<MemoryResult, 'growth' | 'failure'>> {
	const { memoriesAi, headerAuth, standIn } = stage;
	const node =
		sender === 'Memories.ai node'
			? memoriesAiNode(memoriesAi)
			: httpRequestNode(standIn.url, headerAuth);
	const settings = { digest: false };
	try {
		const { memoryGrowth, failure, arrived } = await measure(stage, {
			sender: node,
			pattern: FILE,
			settings,
			deadlineMs: DEADLINE_MS,
		});
		const refused = arrived.videos.length === 1 ? undefined : 'it did not arrive';
		return { growth: memoryGrowth, failure: failure ?? refused };
	} catch (error) {
		return { failure: error instanceof Error ? error.message : String(error) };
	}
}
