import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { isJsonObject, type Json } from '../../nodes/MemoriesAi/transport/json';
import { binaryItem, runExample, type ExampleOptions, type WorkflowResult } from './harness.cjs';
import { rememberValuesInMemory } from './rememberedValues.cjs';
import { useRewrittenReplies } from './rewrittenReplies.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { useSandbox } from './useSandbox.cjs';

/**
 * The examples as a user imports them; the trigger's own work is left to the tests of a whole n8n, and so
 * are the examples that need more than the engine has, such as a server or n8n's chat.
 */

const account = useSandbox();
const replies = useRewrittenReplies(account);
const time = useSimulatedTime();

const folder = join(__dirname, '../../examples');
const fixtures = join(__dirname, '../fixtures');
const wholeN8n = join(__dirname, '../e2e');

const runs: Record<string, () => Promise<void>> = {
	'callback-to-success-and-failure.json': async () => {
		const callback = (event: string, status: string) => ({
			json: { event, status, videoNo: 'VI606404158946574336', reference: 'order-1042' },
		});
		const result = await run('callback-to-success-and-failure.json', {
			inputItems: [callback('video.indexed', 'PARSE'), callback('video.failed', 'FAIL')],
		});

		expect(result.outputOf('Success message')).toMatchObject([
			{
				json: {
					message: 'Video VI606404158946574336 (order-1042) is indexed and can be searched.',
				},
			},
		]);
		expect(result.outputOf('Failure message')).toMatchObject([
			{ json: { videoNo: 'VI606404158946574336', cause: 'not given' } },
		]);
		expect(account.sandbox.requests).toEqual([]);
	},

	'images-from-a-folder.json': async () => {
		const result = await run('images-from-a-folder.json', {
			binaryMode: 'filesystem',
			parameters: { 'Read images': { fileSelector: `${fixtures}/*.{jpg,jpeg,png,webp}` } },
		});

		expect(
			account
				.onlyRequest()
				.files.map(({ filename }) => filename)
				.sort(),
		).toEqual(['photo.jpg', 'photo.png', 'photo.webp']);
		expect(result.outputOf('Result per image')).toHaveLength(3);
		expect(result.outputOf('Result per image')[0]?.json).toMatchObject({
			imageId: expect.stringMatching(/^\d{18}$/) as string,
		});
	},

	'nightly-creator-scrape.json': async () => {
		await rememberValuesInMemory();
		let known: Json[] = [];
		replies.rewrite = (data, endpoint) =>
			endpoint === 'get_video_ids_by_task_id' && isJsonObject(data) && Array.isArray(data.videos)
				? { videos: [...known, ...data.videos].slice(0, 10) }
				: data;
		const night = async () => {
			const options = { credentials: replies.credentials() };
			const result = await run('nightly-creator-scrape.json', options);
			return result.outputOf('List of new videos');
		};
		const first = await night();
		known = account.sandbox.videos
			.slice(1, 10)
			.map(({ videoNo, status }) => ({ video_no: videoNo, status }));
		const second = await night();

		expect(account.sandbox.requests[0]).toMatchObject({
			path: '/serve/api/v1/scraper',
			json: { username: expect.stringMatching(/^https:\/\//) as string, scraper_cnt: 10 },
		});
		expect(first).toHaveLength(10);
		expect(first[0]?.json).toMatchObject({
			videoNo: account.sandbox.videos[0]?.videoNo,
			url: account.sandbox.videos[0]?.sourceUrl,
		});
		expect(second.map(({ json }) => json.videoNo)).toEqual([account.sandbox.videos[10]?.videoNo]);
	},

	'nightly-scrape-of-posts.json': async () => {
		const result = await run('nightly-scrape-of-posts.json', {});

		expect(account.onlyRequest()).toMatchObject({
			path: '/serve/api/v1/scraper_url',
			json: {
				video_urls: [
					expect.stringMatching(/^https:\/\/www\.tiktok\.com\//),
					expect.stringMatching(/^https:\/\/www\.tiktok\.com\//),
				],
			},
		});
		expect(result.outputOf('Scrape into private library')[0]?.json).toHaveProperty('taskId');
	},

	'upload-a-file-from-a-form.json': async () => {
		const result = await run('upload-a-file-from-a-form.json', {
			binaryMode: 'filesystem',
			inputItems: [await formItem()],
			// Shows a page to the visitor who waits at the form.
			skip: ['Show the video number'],
		});
		const request = account.onlyRequest();

		expect(request.files).toMatchObject([{ field: 'file', filename: 'clip.mp4' }]);
		expect(new Map(request.fields).get('callback')).toContain('order-1042');
		expect(result.outputOf('Show the video number')).toMatchObject([
			{ json: { videoNo: expect.stringMatching(/^VI\d+$/) as string } },
		]);
	},

	'upload-wait-continue.json': async () => {
		const options: Partial<ExampleOptions> = {
			binaryMode: 'filesystem',
			inputItems: [await formItem()],
		};
		account.sandbox.settings.indexAfterMs = 0;
		const ready = await run('upload-wait-continue.json', options);
		// n8n hands the callback's URL out; that it wakes the workflow is tested in a whole n8n.
		expect(new Map(account.sandbox.requests[0]?.fields).get('callback')).toContain(
			'/webhook-waiting/',
		);
		const videoNo = account.sandbox.videos[0]?.videoNo;
		expect(ready.outputOf('Video is ready')).toMatchObject([
			{ json: { videoNo, seconds: 12, message: expect.stringContaining('12 seconds') as string } },
		]);
		expect(ready.outputOf('Video is not ready')).toEqual([]);

		replies.rewrite = (data, endpoint) =>
			endpoint === 'list_videos'
				? { videos: [{ video_no: account.sandbox.videos[1]?.videoNo ?? null, status: 'FAIL' }] }
				: data;
		const failed = await run('upload-wait-continue.json', {
			...options,
			credentials: replies.credentials(),
		});
		expect(failed.outputOf('Video is ready')).toEqual([]);
		expect(failed.outputOf('Video is not ready')).toMatchObject([
			{ json: { message: expect.stringContaining('no cause was given') as string } },
		]);
	},
};

/** What the form puts out: a video in the field that the examples call `Video`. */
async function formItem(): Promise<INodeExecutionData> {
	const path = join(fixtures, 'clip.mp4');
	const file = { content: { path }, fileName: 'clip.mp4', mimeType: 'video/mp4' };
	const { binary } = await binaryItem(file, 'filesystem');
	if (!binary?.data) throw new Error('The item has no binary data');
	return { json: { Reference: 'order-1042' }, binary: { Video: binary.data } };
}

async function run(name: string, options: Partial<ExampleOptions>): Promise<WorkflowResult> {
	const credentials = account.credentials();
	const result = await time.pass(runExample(join(folder, name), { credentials, ...options }));
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result;
}

it('every example is run here, or in a whole n8n', () => {
	const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));
	const tests = readdirSync(wholeN8n)
		.filter((name) => name.endsWith('.test.cts'))
		.map((name) => readFileSync(join(wholeN8n, name), 'utf8'));
	const isRun = (name: string) =>
		name in runs || tests.some((text) => text.includes(`importExample('${name}'`));

	expect(examples.filter((name) => !isRun(name))).toEqual([]);
});

it.each(Object.entries(runs))('%s', async (_name, check) => {
	await check();
});
