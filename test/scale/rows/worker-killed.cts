import type { ScalePlace } from '../bring-place.cjs';
import type { Row } from '../row.cjs';
import { untilArrived } from '../until-arrived.cjs';
import { uploadLinks } from '../upload-links.cjs';

/** Retries what was under way as a person would who has not looked whether it has arrived. */
async function retryAll({ n8n, stage }: ScalePlace, workflowId: string): Promise<string> {
	const { results } = await n8n.client.executions(workflowId, ['crashed', 'error']);
	const refusals: string[] = [];
	for (const { id } of results) {
		try {
			await n8n.client.retry(id, workflowId);
		} catch (error) {
			refusals.push(String(error));
		}
	}
	const { videos } = await stage.standIn.arrived();
	const twice = videos.length - new Set(videos.map(({ sourceUrl }) => sourceUrl)).size;
	const refused = refusals[0] === undefined ? '' : `, ${refusals.length} refused (${refusals[0]})`;
	return `; after a Retry of each that failed, ${twice} have arrived twice${refused}`;
}

/** Nothing is sent again by itself: what the worker was at is on record as failed. */
export const workerKilled: Row = {
	id: 'worker-killed',
	title: 'Uploads, a worker killed in the middle',
	counts: { full: 100, small: 30 },
	async run(place, count) {
		const { queue, stage } = place;
		return await uploadLinks(place, count, {
			async during() {
				const [victim] = queue.workers.filter((worker) => !worker.ended());
				// Answers are late, so that it dies with uploads under way.
				const late = { kind: 'delay', when: 'reply', ms: 2_000 } as const;
				await stage.standIn.fault({ ...late, endpoint: 'upload_url' });
				await untilArrived(stage, count / 3);
				await victim?.kill();
				await queue.addWorker();
			},
			after: async (workflowId) => await retryAll(place, workflowId),
		});
	},
};
