import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { nodeName, runNode, type WorkflowResult } from './harness.cjs';
import { useRewrittenReplies } from './rewrittenReplies.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox({ downloadAfterMs: 0, indexAfterMs: 0 });
const replies = useRewrittenReplies(account);

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

describe('what does not exist', () => {
	const lookUps: Array<[name: string, parameters: INodeParameters, how: string]> = [
		['Task T1', { resource: 'task', operation: 'get', taskId: 'T1' }, 'started'],
		['Video VI1', { resource: 'video', operation: 'get', videoNo: 'VI1' }, 'uploaded'],
	];
	const scopes: Array<[additionalFields: INodeParameters, words: RegExp]> = [
		[{}, /without a Unique ID/],
		[{ uniqueId: 'project 1' }, /with Unique ID project 1/],
	];
	const cases = lookUps.flatMap(([name, parameters, how]) =>
		scopes.map(([additionalFields, words]): [string, INodeParameters, RegExp, string] => [
			name,
			{ ...parameters, additionalFields, options: { maxRetries: 0 } },
			words,
			how,
		]),
	);

	function expectNotFound(result: WorkflowResult, name: string, words: RegExp, how: string): void {
		expect(result.error).toMatchObject({
			name: 'NodeOperationError',
			message: `${name} was not found`,
			context: { itemIndex: 0 },
		});
		expect(result.error?.description).toMatch(words);
		expect(result.error?.description).toContain(how);
	}

	it.each(cases)('%s, %j: null is red', async (name, parameters, words, how) => {
		replies.rewrite = () => null;
		const result = await runNode({ parameters, credentials: replies.credentials() });

		expectNotFound(result, name, words, how);
	});

	describe.each(cases)('%s, %j', (name, parameters, words, how) => {
		it.each([
			['0001', 'video not found'],
			['0001', 'Task does not exist.'],
			['0003', 'The task cannot be found'],
			['0003', "It doesn't exist"],
			['0001', 'No such task'],
		])('code %s, "%s" is red', async (code, msg) => {
			account.sandbox.fault({ kind: 'code', code, msg });
			expectNotFound(await run(parameters), name, words, how);
		});

		it.each([
			['0001', 'network abnormal'],
			['0001', 'unique_id must not be blank'],
			['0003', 'Cannot deserialize value'],
			['0401', 'API key not found'],
			['7777', 'Not found'],
		])('code %s, "%s" is told as it is', async (code, msg) => {
			account.sandbox.fault({ kind: 'code', code, msg });
			const result = await run(parameters);

			expect(result.error?.name).toBe('NodeApiError');
			expect(result.error?.message).toContain(msg);
		});
	});

	it('a task with an empty list cannot be told from one that is still downloading', async () => {
		expect((await status('T1')).map(({ json }) => json)).toEqual([
			{ taskId: 'T1', status: 'DOWNLOADING' },
		]);
	});
});
