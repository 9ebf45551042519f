import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox({ downloadAfterMs: 0, indexAfterMs: 0 });

const post = 'https://www.tiktok.com/@someone/video';
const HOUR = 3_600_000;

async function run(parameters: INodeParameters, items?: INodeExecutionData[]) {
	return await runNode({ parameters, items, credentials: account.credentials() });
}

/** @returns the task of a scrape that has just been started */
async function scrape(parameters: INodeParameters = {}): Promise<string> {
	const result = await run({
		resource: 'video',
		operation: 'scrapePlatform',
		videoUrls: `${post}/1\n${post}/2-fail`,
		...parameters,
	});
	account.sandbox.requests.length = 0;
	const taskId = result.outputOf(nodeName)[0]?.json.taskId;
	if (typeof taskId !== 'string') throw new Error('The scrape has no task');
	return taskId;
}

async function status(taskId: string, additionalFields: INodeParameters = {}) {
	const result = await run({ resource: 'task', operation: 'get', taskId, additionalFields });
	expect(result.error).toBeUndefined();
	return result.outputOf(nodeName);
}

describe.each(['videos', 'video_ids'] as const)('listed as %s', (taskShape) => {
	beforeEach(() => {
		account.sandbox.settings.taskShape = taskShape;
	});

	it.each([
		['private', {}],
		['private', { uniqueId: 'project 1' }],
		['public', {}],
	])('%s, %j: one item per video, with its status', async (library, fields) => {
		const taskId = await scrape({ library, additionalFields: fields });
		const output = await status(taskId, fields);
		const [good, bad] = account.sandbox.videos;

		expect(output.map(({ json }) => json)).toMatchObject([
			{ taskId, videoNo: good?.videoNo, status: 'PARSE', metadata: { duration: 12 } },
			{ taskId, videoNo: bad?.videoNo, status: 'FAILED', cause: 'Indexing failed.' },
		]);
		expect(output.map(linkOf)).toEqual([0, 0]);
		expect(account.sandbox.requests[0]).toMatchObject({
			method: 'GET',
			path: '/serve/api/v1/get_video_ids_by_task_id',
			query: [['task_id', taskId], ...('uniqueId' in fields ? [['unique_id', 'project 1']] : [])],
		});
	});

	it('says so when videos are not indexed yet', async () => {
		account.sandbox.settings.indexAfterMs = HOUR;
		const output = await status(await scrape());

		expect(output.map(({ json }) => json.status)).toEqual(['UNPARSE', 'UNPARSE']);
	});

	it('says "downloading" while there is no video', async () => {
		account.sandbox.settings.downloadAfterMs = HOUR;
		const taskId = await scrape();

		expect((await status(taskId)).map(({ json }) => json)).toEqual([
			{ taskId, status: 'DOWNLOADING' },
		]);
	});
});

it('looks once for each item, linked to it', async () => {
	const taskIds = [await scrape(), await scrape()];
	const result = await run(
		{ resource: 'task', operation: 'get', taskId: '={{ $json.taskId }}' },
		taskIds.map((taskId) => ({ json: { taskId } })),
	);

	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 0, 1, 1]);
});

it('is refused without a task', async () => {
	const result = await run({ resource: 'task', operation: 'get', taskId: '={{ "" }}' });

	expect(result.error?.message).toBe('Task ID is empty');
	expect(account.sandbox.requests).toEqual([]);
});
