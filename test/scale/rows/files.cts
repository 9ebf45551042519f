import { randomBytes } from 'node:crypto';
import { ENDED, runsOf, untilCount } from '../../../bench/n8n-runs.cjs';
import { memoriesAiNode, UPLOAD } from '../../../bench/senders.cjs';
import { webhookNode } from '../../../bench/webhook-node.cjs';
import { receiverOf, START } from '../../e2e/build-workflow.cjs';
import { inParallel } from '../../e2e/in-parallel.cjs';
import { post } from '../../e2e/post.cjs';
import type { Row } from '../row.cjs';
import { UNHURRIED } from '../upload-links.cjs';

const LEAST_BYTES = 20_000;
const LANES = 10;
const DEADLINE_MS = 20 * 60_000;

/** A webhook process stores each file, and a worker reads it. Each has a size of its own, to know it by. */
export const files: Row = {
	id: 'files',
	title: 'Executions with a file each',
	counts: { full: 500, small: 40 },
	async run({ n8n, queue, stage }, count) {
		const { standIn, memoriesAi } = stage;
		const upload = memoriesAiNode(memoriesAi, UNHURRIED);
		const { url, workflow } = await receiverOf(
			{ client: n8n.client, n8nUrl: n8n.process.url },
			webhookNode(START),
			upload,
		);
		await standIn.restart({ callbacks: 'none' });
		const since = performance.now();
		const sizes = Array.from({ length: count }, (_, at) => LEAST_BYTES + at);
		const statuses = await inParallel(LANES, sizes, async (size) => {
			const body = new FormData();
			body.append('data', new File([randomBytes(size)], `${size}.mp4`, { type: 'video/mp4' }));
			return await post(url, { body });
		});
		const taken = statuses.filter((status) => status === 200).length;
		await untilCount(n8n, workflow.id, ENDED, taken, DEADLINE_MS);
		const seconds = (performance.now() - since) / 1000;

		const { items } = await runsOf(n8n, workflow.id, UPLOAD);
		const { videos } = await standIn.arrived();
		const numbers = new Set(items.map(({ videoNo }) => videoNo));
		const arrived = new Set(
			videos.filter(({ videoNo }) => numbers.has(videoNo)).map(({ size }) => size),
		).size;
		const workers = queue.workers.filter((worker) => !worker.ended()).length;
		return {
			taken,
			lost: taken - arrived,
			doubled: videos.length - arrived,
			seconds,
			holds: taken === count,
			figures: `${(count / seconds / workers).toFixed(1)} files per second and worker`,
		};
	},
};
