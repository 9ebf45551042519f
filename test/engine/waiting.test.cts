import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { isJsonObject, type Json, type JsonObject } from '../../nodes/MemoriesAi/transport/json';
import {
	afterError,
	afterSuccess,
	nodeName,
	startNode,
	urlItems,
	type NodeOptions,
	type WorkflowResult,
} from './harness.cjs';
import { useRewrittenReplies } from './rewrittenReplies.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();
const replies = useRewrittenReplies(account);
const time = useSimulatedTime();

const MINUTE = 60_000;

/** One item after the other, so that the sandbox has the videos in the order of the items. */
async function run(
	given: INodeParameters,
	options: Partial<NodeOptions> = {},
): Promise<WorkflowResult> {
	const parameters = { ...given, options: { concurrency: 1 } };
	const credentials = replies.credentials();
	const running = await startNode({ parameters, credentials, ...options });
	return await time.pass(running.finished);
}

/** Runs what has to succeed, and returns what came out of the node. */
async function succeed(
	parameters: INodeParameters,
	items?: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const result = await run(parameters, { items });
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result.outputOf(nodeName);
}

const uploadUrl = {
	resource: 'video',
	operation: 'uploadUrl',
	url: '={{ $json.url ?? "https://example.com/a.mp4" }}',
	waitFor: 'polling',
};

const continues = { onFailure: 'continue', onTimeout: 'continue' };

/** One item per video; a URL with "fail" is one that cannot be indexed. */
function videos(...names: string[]): INodeExecutionData[] {
	return names.map((name) => ({ json: { url: `https://example.com/${name}.mp4` } }));
}

function callsTo(endpoint: string): number {
	return account.sandbox.requests.filter(({ path }) => path.endsWith(`/${endpoint}`)).length;
}

/** Changes every video of a list, or the one of a single reply. */
function eachVideo(data: Json, change: (video: JsonObject) => JsonObject): Json {
	if (!isJsonObject(data)) return data;
	return Array.isArray(data.videos)
		? { ...data, videos: data.videos.filter(isJsonObject).map(change) }
		: change(data);
}

describe('an upload', () => {
	it.each([
		['at once', 0],
		['after a minute', MINUTE],
		['after 25 minutes', 25 * MINUTE],
	])('comes out with its metadata when it is indexed %s', async (_when, indexAfterMs) => {
		account.sandbox.settings.indexAfterMs = indexAfterMs;
		const output = await succeed({ ...uploadUrl, additionalFields: { tags: 'holiday' } });
		const videoNo = account.sandbox.videos[0]?.videoNo;

		expect(output).toMatchObject([
			{
				json: {
					videoNo,
					videoName: expect.any(String) as string,
					uploadTime: expect.stringMatching(/^\d+$/) as string,
					status: 'PARSE',
					metadata: { video_no: videoNo, status: 'PARSE', duration: 12, tags: ['holiday', 'api'] },
				},
			},
		]);
		// One status, which is true.
		expect(output[0]?.json).not.toHaveProperty('videoStatus');
		expect(output.map(linkOf)).toEqual([0]);
	});

	it('is found with its Unique ID, in that list only', async () => {
		const output = await succeed({ ...uploadUrl, additionalFields: { uniqueId: 'project 1' } });

		expect(output).toMatchObject([{ json: { status: 'PARSE', metadata: { duration: 12 } } }]);
		expect(account.sandbox.requests.at(-1)?.json).toMatchObject({ unique_id: 'project 1' });
	});

	it.each([
		['in the default scope', {}],
		['in a Unique ID', { uniqueId: 'a' }],
	])('%s: that it is not known yet is no failure', async (_scope, additionalFields) => {
		account.sandbox.settings.indexAfterMs = 0;
		replies.rewrite = (data, endpoint, look) => {
			if (look > 3) return data;
			if (endpoint === 'get_metadata') return null;
			return endpoint === 'list_videos' ? { videos: [], total_count: 0 } : data;
		};
		const output = await succeed({ ...uploadUrl, additionalFields });

		expect(output).toMatchObject([{ json: { status: 'PARSE' } }]);
		expect(callsTo('list_videos') + callsTo('get_metadata')).toBe(4);
	});

	it('is understood when numbers are texts and nothing is the word "null"', async () => {
		replies.rewrite = (data, endpoint) =>
			endpoint === 'list_videos'
				? {
						...(eachVideo(data, (video) => ({
							...video,
							duration: '12',
							cause: 'null',
						})) as JsonObject),
						total_count: '1',
					}
				: data;
		const [output] = await succeed(uploadUrl);

		expect(output?.json).toMatchObject({ status: 'PARSE', metadata: { duration: '12' } });
		expect(output?.json).not.toHaveProperty('cause');
	});

	it.each(['PROCESSING', 'null', '', 'DONE'])(
		'keeps waiting while its status is "%s"',
		async (status) => {
			account.sandbox.settings.indexAfterMs = 0;
			replies.rewrite = (data, _endpoint, look) =>
				look < 5 ? eachVideo(data, (video) => ({ ...video, status })) : data;

			expect(await succeed(uploadUrl)).toMatchObject([{ json: { status: 'PARSE' } }]);
			expect(callsTo('list_videos')).toBe(5);
		},
	);

	it.each(['FAIL', 'FAILED', 'PARSE_ERROR', 'ERROR', 'failed'])(
		'has failed when its status is "%s"',
		async (status) => {
			replies.rewrite = (data, endpoint) =>
				endpoint === 'list_videos'
					? eachVideo(data, (video) => ({ ...video, status, cause: 'Codec not supported' }))
					: data;
			const result = await run(uploadUrl);
			const videoNo = account.sandbox.videos[0]?.videoNo ?? 'none';

			expect(result.status).toBe('error');
			expect(result.error?.message).toContain(videoNo);
			expect(result.error?.message).toContain('Codec not supported');
			expect(callsTo('list_videos')).toBe(1);
		},
	);
});

describe('one of many that fails', () => {
	const names = videos('a', 'b-fail', 'c');

	it('stops the workflow, names its item and cause, and the ids of all', async () => {
		const result = await run(uploadUrl, { items: names });
		const ids = account.sandbox.videos.map(({ videoNo }) => videoNo);

		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(result.error?.message).toContain(ids[1]);
		expect(result.error?.message).toContain('Indexing failed.');
		for (const id of ids) expect(result.error?.description).toContain(id);
	});

	it('comes out with its status and cause where the user wants that', async () => {
		const output = await succeed({ ...uploadUrl, waitOptions: continues }, names);

		expect(output.map(({ json }) => [json.status, json.cause])).toEqual([
			['PARSE', undefined],
			['FAILED', 'Indexing failed.'],
			['PARSE', undefined],
		]);
		expect(output.map(linkOf)).toEqual([0, 1, 2]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: is an error that carries its id; the others are not concerned',
		async (onError) => {
			const result = await run(uploadUrl, { items: names, onError });
			const separate = onError === 'continueErrorOutput';
			const good = result.outputOf(nodeName).filter(({ json }) => !('error' in json));
			const [bad] = separate
				? result.outputOf(nodeName, 1)
				: result.outputOf(nodeName).filter(({ json }) => 'error' in json);

			expect(result.status).toBe('success');
			expect(good.map(linkOf)).toEqual([0, 2]);
			expect(good.map(({ json }) => json.status)).toEqual(['PARSE', 'PARSE']);
			expect(bad && linkOf(bad)).toBe(1);
			expect(bad?.json.error).toMatchObject({
				message: expect.stringContaining('Indexing failed.') as string,
				videoNo: account.sandbox.videos[1]?.videoNo,
			});
		},
	);
});

describe('one that is never ready', () => {
	beforeEach(() => {
		account.sandbox.settings.indexAfterMs = 24 * 60 * MINUTE;
	});

	it('stops the workflow after half an hour, with its id and last status', async () => {
		const before = Date.now();
		const result = await run(uploadUrl, { items: videos('a', 'b') });
		const ids = account.sandbox.videos.map(({ videoNo }) => videoNo);

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(ids[0]);
		expect(result.error?.description).toContain('UNPARSE');
		for (const id of ids) expect(result.error?.description).toContain(id);
		expect(Math.round((Date.now() - before) / MINUTE)).toBe(30);
	});

	it('waits as long as the user wants', async () => {
		const before = Date.now();
		await run({ ...uploadUrl, waitOptions: { timeout: 2.5 } });

		expect(Math.round((Date.now() - before) / 1000)).toBe(150);
	});

	it('comes out with its last status where the user wants that', async () => {
		const output = await succeed({ ...uploadUrl, waitOptions: continues });

		expect(output).toMatchObject([
			{ json: { videoNo: account.sandbox.videos[0]?.videoNo, status: 'UNPARSE', timedOut: true } },
		]);
	});

	it('leaves alone what is ready: that comes out, the other is an error with its id', async () => {
		const running = await startNode({
			parameters: { ...uploadUrl, options: { concurrency: 1 } },
			items: videos('a', 'b'),
			onError: 'continueErrorOutput',
			credentials: replies.credentials(),
		});
		await time.untilAsleep();
		const [first, second] = account.sandbox.videos;
		if (first) first.status = 'PARSE';
		const result = await time.pass(running.finished);

		expect(result.outputOf(nodeName)).toMatchObject([{ json: { status: 'PARSE' } }]);
		expect(result.outputOf(nodeName, 1)).toMatchObject([
			{ json: { error: { videoNo: second?.videoNo } } },
		]);
	});

	it('a status that nobody knows comes out as it is', async () => {
		replies.rewrite = (data) => eachVideo(data, (video) => ({ ...video, status: 'Moonlighting' }));

		expect(await succeed({ ...uploadUrl, waitOptions: continues })).toMatchObject([
			{ json: { status: 'MOONLIGHTING', timedOut: true } },
		]);
	});
});

describe('a scrape', () => {
	const posts = [1, 2, 3].map((post) => `https://www.tiktok.com/@someone/video/${post}`);
	const scrape = {
		resource: 'video',
		operation: 'scrapePlatform',
		videoUrls: posts.join('\n'),
		waitFor: 'polling',
	};

	it.each([
		['private', 'videos', {}],
		['private', 'video_ids', {}],
		['private', 'videos', { uniqueId: 'a' }],
		['private', 'video_ids', { uniqueId: 'a' }],
		['public', 'videos', {}],
		['public', 'video_ids', {}],
	] as const)('%s, listed as %s, %j: gives one item per video', async (library, shape, fields) => {
		account.sandbox.settings.taskShape = shape;
		account.sandbox.settings.downloadAfterMs = 20_000;
		account.sandbox.settings.indexAfterMs = 2 * MINUTE;
		const output = await succeed({ ...scrape, library, additionalFields: fields });
		const ids = account.sandbox.videos.map(({ videoNo }) => videoNo);

		expect(ids).toHaveLength(3);
		expect(output.map(({ json }) => json.videoNo)).toEqual(ids);
		for (const { json } of output) {
			expect(json).toMatchObject({
				taskId: expect.any(String) as string,
				status: 'PARSE',
				metadata: { video_no: json.videoNo, duration: 12 },
			});
		}
		expect(output.map(linkOf)).toEqual([0, 0, 0]);
	});

	it('waits for ids that appear one by one, as many as there are posts', async () => {
		account.sandbox.settings.indexAfterMs = 0;
		replies.rewrite = (data, endpoint, look) =>
			endpoint === 'get_video_ids_by_task_id' && isJsonObject(data) && Array.isArray(data.videos)
				? { videos: data.videos.slice(0, Math.floor(look / 2)) }
				: data;
		const output = await succeed(scrape);

		expect(output.map(({ json }) => json.status)).toEqual(['PARSE', 'PARSE', 'PARSE']);
		expect(callsTo('get_video_ids_by_task_id')).toBe(6);
	});

	it('goes on without posts that never appear', async () => {
		replies.rewrite = (data, endpoint) =>
			endpoint === 'get_video_ids_by_task_id' && isJsonObject(data) && Array.isArray(data.videos)
				? { videos: data.videos.slice(0, 2) }
				: data;

		expect(await succeed(scrape)).toHaveLength(2);
		expect(callsTo('get_video_ids_by_task_id')).toBeLessThan(10);
	});

	it('reads ids under their other name, and status words in lower case', async () => {
		replies.rewrite = (data, endpoint) =>
			endpoint === 'get_video_ids_by_task_id'
				? eachVideo(data, ({ video_no, status }) => ({
						videoNo: video_no ?? null,
						status: status === 'PARSE' ? 'parse' : 'Unparse',
					}))
				: data;
		const output = await succeed(scrape);

		expect(output.map(({ json }) => json.videoNo)).toEqual(
			account.sandbox.videos.map(({ videoNo }) => videoNo),
		);
	});

	it('is over when it is downloaded, where that is enough', async () => {
		account.sandbox.settings.indexAfterMs = 24 * 60 * MINUTE;
		const output = await succeed({ ...scrape, waitOptions: { until: 'downloaded' } });

		expect(output.map(({ json }) => json.videoNo)).toEqual(
			account.sandbox.videos.map(({ videoNo }) => videoNo),
		);
		expect(output[0]?.json).not.toHaveProperty('timedOut');
	});

	it('that is never downloaded is late, and its task is named', async () => {
		const never = { ...scrape, videoUrls: 'https://www.tiktok.com/@someone/video/fail-task' };
		const result = await run(never);
		const [late] = await succeed({ ...never, waitOptions: continues });

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('not downloaded');
		expect(result.error?.description).toContain('Task: Get Status');
		expect(result.error?.description).toMatch(/[0-9a-f-]{36}_[0-9a-f]{32}/);
		expect(late?.json).toMatchObject({
			taskId: expect.any(String) as string,
			status: 'DOWNLOADING',
			timedOut: true,
		});
	});

	it('one of its videos that fails is an error with its id, the others come out', async () => {
		const result = await run(
			{ ...scrape, videoUrls: [...posts, `${posts[0] ?? ''}-fail`].join('\n') },
			{ onError: 'continueErrorOutput' },
		);
		const failed = account.sandbox.videos.find(({ status }) => status === 'FAILED');

		expect(result.outputOf(nodeName)).toHaveLength(3);
		expect(result.outputOf(nodeName, 1)).toMatchObject([
			{ json: { error: { videoNo: failed?.videoNo, taskId: expect.any(String) as string } } },
		]);
	});

	it.each([
		['scrapeCreator', { creatorUrl: 'https://www.tiktok.com/@cutshall73' }, 4],
		['scrapeHashtag', { hashtags: '#travel, food' }, 4],
	])(
		'%s: without a number of posts it ends when nothing more comes',
		async (operation, what, count) => {
			const output = await succeed({ resource: 'video', operation, ...what, waitFor: 'polling' });

			expect(output.map(({ json }) => json.status)).toEqual(Array(count).fill('PARSE'));
		},
	);
});

describe('Wait Until Indexed', () => {
	const wait = { resource: 'video', operation: 'waitUntilIndexed' };

	async function uploaded(...names: string[]): Promise<string[]> {
		await succeed({ ...uploadUrl, waitFor: 'nothing' }, videos(...names));
		account.sandbox.requests.length = 0;
		return account.sandbox.videos.map(({ videoNo }) => videoNo);
	}

	it('takes the ids of earlier nodes, as many as an item has', async () => {
		const [a, b, c] = await uploaded('a', 'b', 'c');
		const output = await succeed({ ...wait, videoNos: '={{ $json.ids }}' }, [
			{ json: { ids: `${a ?? ''}\n${b ?? ''}` } },
			{ json: { ids: [c ?? ''] } },
		]);

		expect(output.map(({ json }) => [json.videoNo, json.status])).toEqual([
			[a, 'PARSE'],
			[b, 'PARSE'],
			[c, 'PARSE'],
		]);
		expect(output.map(linkOf)).toEqual([0, 0, 1]);
		expect(output[0]?.json).toMatchObject({ metadata: { video_no: a } });
	});

	it('looks at once: what is indexed already costs one call and no time', async () => {
		account.sandbox.settings.indexAfterMs = 0;
		const [videoNo] = await uploaded('a');
		const before = Date.now();
		const output = await succeed(wait, [{ json: { videoNo } }]);

		expect(output).toMatchObject([{ json: { videoNo, status: 'PARSE' } }]);
		expect(account.sandbox.requests).toHaveLength(1);
		expect(Date.now()).toBe(before);
	});

	it('asks for public ids and for another Unique ID one by one', async () => {
		await succeed({
			resource: 'video',
			operation: 'scrapePlatform',
			library: 'public',
			videoUrls: 'https://www.tiktok.com/@someone/video/1',
			waitFor: 'polling',
		});
		const publicNo = account.sandbox.videos[0]?.videoNo;
		expect(publicNo).toMatch(/^PI-/);
		account.sandbox.requests.length = 0;
		const output = await succeed(wait, [{ json: { videoNo: publicNo } }]);

		expect(output).toMatchObject([{ json: { videoNo: publicNo, status: 'PARSE' } }]);
		expect(account.onlyRequest()).toMatchObject({ path: '/serve/api/v1/get_metadata' });
	});

	it('says so when a video is not known under the scope that was asked', async () => {
		const result = await run({
			...wait,
			videoNos: 'VI1',
			additionalFields: { uniqueId: 'elsewhere' },
			waitOptions: { timeout: 1 },
		});

		expect(result.error?.message).toContain('VI1');
		expect(result.error?.description).toContain('elsewhere');
	});

	it('refuses to wait for nothing', async () => {
		const result = await run({ ...wait, videoNos: '={{ $json.missing }}' });

		expect(result.error?.message).toMatch(/^Video Numbers/);
		expect(account.sandbox.requests).toEqual([]);
	});
});

/** As many scrapes, of one post each. */
async function succeedWithScrapes(count: number): Promise<INodeExecutionData[]> {
	const items = Array.from({ length: count }, (_, index) => ({
		json: { url: `https://www.tiktok.com/@someone/video/${index}` },
	}));
	return await succeed(
		{
			resource: 'video',
			operation: 'scrapePlatform',
			videoUrls: '={{ $json.url }}',
			waitFor: 'polling',
		},
		items,
	);
}

describe('calls to the API', () => {
	/** Indexed after a minute: a first look and four more find nothing. */
	async function looksFor(count: number): Promise<number> {
		account.sandbox.reset();
		account.sandbox.settings.indexAfterMs = MINUTE;
		const output = await succeed(uploadUrl, urlItems(count));

		expect(output.map(({ json }) => json.status)).toEqual(Array(count).fill('PARSE'));
		expect(callsTo('upload_url')).toBe(count);
		return account.sandbox.requests.length - count;
	}

	it.each([10, 100])('waiting for %i videos costs as many as for one', async (count) => {
		expect(await looksFor(count)).toBe(await looksFor(1));
	});

	it('a minute costs one video five', async () => {
		expect(await looksFor(1)).toBe(5);
	});

	it('the videos of several scrapes are asked for together', async () => {
		account.sandbox.settings.taskShape = 'video_ids';
		account.sandbox.settings.indexAfterMs = 0;
		const output = await succeedWithScrapes(10);

		expect(output.map(linkOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(callsTo('get_video_ids_by_task_id')).toBe(10);
		expect(callsTo('list_videos')).toBe(1);
	});
});

describe('the limits of the API', () => {
	it.each([1, 50])('%i scrapes are waited for at one call per second', async (count) => {
		account.sandbox.settings.requestsPerSecond = 1;
		account.sandbox.settings.indexAfterMs = 0;
		const output = await succeedWithScrapes(count);

		expect(output.map(({ json }) => json.status)).toEqual(Array(count).fill('PARSE'));
	});
});

describe('what was paid for is not lost', () => {
	it('and is named once', async () => {
		const result = await run(uploadUrl, { items: videos('a-fail') });
		const [video] = account.sandbox.videos;

		expect(result.error?.description?.split(video?.videoNo ?? 'none')).toHaveLength(2);
	});

	it('when a later item is refused', async () => {
		account.sandbox.fault({
			kind: 'code',
			code: '0402',
			msg: 'No credits',
			endpoint: 'upload_url',
		});
		account.sandbox.reset();
		const running = await startNode({
			parameters: uploadUrl,
			items: [...videos('a', 'b'), { json: { url: '' } }],
			credentials: replies.credentials(),
		});
		const result = await time.pass(running.finished);

		expect(result.error).toMatchObject({ context: { itemIndex: 2 } });
		for (const { videoNo } of account.sandbox.videos) {
			expect(result.error?.description).toContain(videoNo);
		}
		expect(callsTo('list_videos')).toBe(0);
	});

	it('with Continue On Fail, a refused item does not keep the others from being waited for', async () => {
		const result = await run(uploadUrl, {
			items: [...videos('a'), { json: { url: '' } }, ...videos('c')],
			onError: 'continueErrorOutput',
		});

		expect(result.outputOf(nodeName)).toMatchObject([
			{ json: { status: 'PARSE' } },
			{ json: { status: 'PARSE' } },
		]);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
		expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([1]);
	});

	it.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'%s: when Memories.ai refuses to say how far it is',
		async (onError) => {
			account.sandbox.fault({ kind: 'code', code: '0401', endpoint: 'list_videos' });
			const result = await run(uploadUrl, { items: videos('a', 'b'), onError });
			const ids = account.sandbox.videos.map(({ videoNo }) => videoNo);

			expect(ids).toHaveLength(2);
			if (onError === 'stopWorkflow') {
				for (const id of ids) expect(result.error?.description).toContain(id);
			} else {
				expect(
					result.outputOf(nodeName, 1).map(({ json }) => (json.error as JsonObject).videoNo),
				).toEqual(ids);
				expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([0, 1]);
			}
		},
	);

	it('a look that gets no answer is repeated', async () => {
		account.sandbox.fault({ kind: 'status', status: 503, endpoint: 'list_videos', times: 3 });

		expect(await succeed(uploadUrl)).toMatchObject([{ json: { status: 'PARSE' } }]);
	});
});

describe('Stop', () => {
	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'%s: ends a wait without time passing',
		async (onError) => {
			const running = await startNode({
				parameters: { ...uploadUrl, url: 'https://example.com/a.mp4' },
				credentials: account.credentials(),
				onError,
			});
			await time.untilAsleep();
			const before = Date.now();
			running.cancel();
			const result = await running.finished;

			expect(result.status).toBe('canceled');
			expect(result.runData[afterSuccess]).toBeUndefined();
			expect(result.runData[afterError]).toBeUndefined();
			expect(Date.now()).toBe(before);
			expect(account.sandbox.requests).toHaveLength(1);
		},
	);
});
