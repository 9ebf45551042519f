import { z } from 'zod';
import { START } from '../test/e2e/build-workflow.cjs';
import type { Execution } from '../test/n8n/rest.cjs';
import type { WorkflowFile } from '../test/n8n/workflows.cjs';
import type { FaultInput } from '../test/sandbox/faults.cjs';
import type { ByHand } from './by-hand-results.cjs';
import { byHandWorkflow, withOwnNode } from './by-hand-workflows.cjs';
import type { FreshN8n, Stage } from './stage.cjs';

const UPLOAD = 'Upload';
const DEADLINE_MS = 10 * 60_000;
const LOOK_EVERY_MS = 500;

const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: '={{ $json.link }}' };

/** What our node hands on, and what the HTTP Request node hands on: the API's reply as it is. */
const done = z.union([
	z.object({ videoNo: z.string() }),
	z.object({ data: z.object({ videoNo: z.string() }) }).transform(({ data }) => data),
]);

/** Runs a workflow to its end. */
export async function runByHand({ client }: FreshN8n, file: WorkflowFile): Promise<Execution> {
	const workflow = await client.createWorkflow(file);
	return await client.waitForExecution(
		await client.run(workflow, START),
		DEADLINE_MS,
		LOOK_EVERY_MS,
	);
}

/** Plays the same with both. */
export async function bothWays<T>(
	http: WorkflowFile,
	own: WorkflowFile,
	play: (file: WorkflowFile) => Promise<T>,
): Promise<{ http: T; own: T }> {
	return { http: await play(http), own: await play(own) };
}

async function uploadOnce(
	n8n: FreshN8n,
	{ standIn }: Stage,
	file: WorkflowFile,
	fault: FaultInput,
) {
	await standIn.restart({ callbacks: 'none' });
	await standIn.fault(fault);
	const { status, run } = await runByHand(n8n, file);
	const { videos } = await standIn.arrived();
	return { status, green: run.output(UPLOAD).length, taken: videos.length };
}

/** Uploads a file that is refused, and one that arrives and is answered with HTTP 504 all the same. */
export async function benchOneFile(
	n8n: FreshN8n,
	stage: Stage,
): Promise<Pick<ByHand, 'refusal' | 'lateAnswer'>> {
	const http = await byHandWorkflow(stage, 'upload-a-file');
	const own = withOwnNode(http, UPLOAD, uploadFile, stage);
	const endpoint = 'upload';
	return {
		refusal: await bothWays(http, own, async (file) => {
			const fault: FaultInput = { kind: 'code', code: '0402', endpoint };
			const { status, green } = await uploadOnce(n8n, stage, file, fault);
			return { status, green };
		}),
		lateAnswer: await bothWays(http, own, async (file) => {
			const fault: FaultInput = { kind: 'status', status: 504, when: 'reply', times: 1, endpoint };
			const { status, taken } = await uploadOnce(n8n, stage, file, fault);
			return { status, taken };
		}),
	};
}

/** Uploads the links of the workflow to an API that takes so many a second. */
export async function benchLinks(
	n8n: FreshN8n,
	stage: Stage,
	perSecond: number,
): Promise<ByHand['links']> {
	const { standIn } = stage;
	const http = await byHandWorkflow(stage, 'upload-links');
	const own = withOwnNode(http, UPLOAD, uploadUrl, stage);
	let links = 0;
	const figures = await bothWays(http, own, async (file) => {
		await standIn.restart({ callbacks: 'none', requestsPerSecond: perSecond });
		const { status, run } = await runByHand(n8n, file);
		links = run.output('Links').length;
		const { videos } = await standIn.arrived();
		const taken = new Set(videos.map(({ videoNo }) => videoNo));
		const green = run.output(UPLOAD);
		const arrivedGreen = green.filter(({ json }) => {
			const { data } = done.safeParse(json);
			return data !== undefined && taken.has(data.videoNo);
		});
		return {
			status,
			arrived: new Set(videos.map(({ sourceUrl }) => sourceUrl)).size,
			refusedGreen: green.length - arrivedGreen.length,
			red: links - green.length,
		};
	});
	return { links, perSecond, ...figures };
}
