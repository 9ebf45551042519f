import {
	begin,
	endAndCallBack,
	fallAsleep,
	newLink,
	newProfile,
	outputOf,
	type Sleeper,
	tasksOf,
	timesOn,
	untilAsleep,
	untilCalledByItself,
	untilUploaded,
	uploading,
	valuesOf,
} from './sleep.cjs';
import { callBack, callBackTask, post } from './post.cjs';
import {
	callbackAnswers,
	endDownload,
	endIndexing,
	queueFault,
	requestsTo,
	resetSandbox,
	setSandbox,
} from './sandbox.cjs';
import { world } from './world.cjs';

const { client, line } = world();

const HOUR = 3_600_000;

// jest types its matchers as any.
const METADATA: unknown = expect.objectContaining({ duration: 12 });

/** Nothing ends and nobody calls unless the test says so. */
async function quietSandbox(): Promise<void> {
	await resetSandbox();
	await setSandbox({ indexAfterMs: HOUR, downloadAfterMs: 200, callbacks: 'none' });
}

/** Begun before all other tests, looked at after them: n8n looks once a minute whose time is over. */
const late: Record<'continue' | 'error' | 'errorOutput', Sleeper[]> = {
	continue: [],
	error: [],
	errorOutput: [],
};

beforeAll(async () => {
	await quietSandbox();
	const timeout = 0.05;
	const links = () => [newLink('a'), newLink('b')];
	late.continue.push(
		await fallAsleep(links(), { waitOptions: { timeout, onTimeout: 'continue' } }),
	);
	late.error.push(await fallAsleep(links(), { waitOptions: { timeout } }));
	late.errorOutput.push(
		await fallAsleep(links(), { waitOptions: { timeout }, onError: 'continueErrorOutput' }),
	);
});
beforeEach(quietSandbox);
async function statusOf(id: string): Promise<string> {
	return (await client.execution(id)).status;
}

/** n8n has done with all calls that were answered before once a later execution has run to its end. */
async function letN8nCatchUp(): Promise<void> {
	const { id, videos, resumeUrl } = await fallAsleep([newLink()]);
	await endAndCallBack(resumeUrl, videos[0] ?? '');
	await client.waitForExecution(id);
}

describe('an upload of several items', () => {
	test('wakes once, when the last video is indexed, with the items in their order', async () => {
		const links = [newLink('a'), newLink('b'), newLink('c')];
		const { id, videos, resumeUrl } = await fallAsleep(links);
		const [a = '', b = '', c = ''] = videos;

		expect(await endAndCallBack(resumeUrl, c)).toBe(200);
		expect(await endAndCallBack(resumeUrl, a)).toBe(200);
		expect([await statusOf(id), await timesOn(id)]).toEqual(['waiting', 0]);
		expect(await endAndCallBack(resumeUrl, b)).toBe(200);

		const execution = await client.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(outputOf(execution)).toEqual(
			videos.map((videoNo): unknown =>
				expect.objectContaining({ videoNo, status: 'PARSE', metadata: METADATA }),
			),
		);
		expect(valuesOf(execution)).toEqual(links);
		expect(await timesOn(id)).toBe(1);
	});
});

describe('a scrape', () => {
	const POSTS = ['a', 'b'].map((name) => `https://www.tiktok.com/@someone/video/${name}`);
	const platform = { operation: 'scrapePlatform', videoUrls: POSTS.join('\n') };
	const creator = {
		operation: 'scrapeCreator',
		creatorUrl: 'https://www.tiktok.com/@cutshall73',
	};

	/** Long enough after the start for the execution to sleep by then. */
	const downloadAfterMs = 2500;

	async function run(scrape: Record<string, unknown>, until: string) {
		const id = await begin(
			{
				resource: 'video',
				library: 'private',
				waitFor: 'callback',
				waitOptions: { until },
				...scrape,
			},
			['only item'],
		);
		await untilAsleep(id);
		return await client.waitForExecution(id);
	}

	// jest types its matchers as any.
	const aTask: unknown = expect.any(String);

	test.each([
		['two posts', platform, 2],
		['a creator, of which it is not known how many videos come', creator, 4],
	])('of %s wakes when the last video is indexed', async (_what, scrape, count) => {
		await setSandbox({ downloadAfterMs, indexAfterMs: 500, callbacks: 'all' });
		const execution = await run(scrape, 'indexed');
		const video: unknown = expect.objectContaining({
			taskId: aTask,
			status: 'PARSE',
			metadata: METADATA,
		});
		expect(execution.run.error).toBeUndefined();
		expect(outputOf(execution)).toEqual(Array.from({ length: count }, () => video));
		expect(await callbackAnswers()).toEqual(Array.from({ length: count + 1 }, () => 200));
	});

	test.each([
		['two posts', platform, 2],
		['a creator, of which it is not known how many videos come', creator, 4],
	])(
		'of %s wakes when it is downloaded, by the only callback of its task',
		async (_what, scrape, count) => {
			await setSandbox({ downloadAfterMs, callbacks: 'task' });
			const execution = await run(scrape, 'downloaded');
			const video: unknown = expect.objectContaining({ taskId: aTask, status: 'UNPARSE' });
			expect(execution.run.error).toBeUndefined();
			expect(outputOf(execution)).toEqual(Array.from({ length: count }, () => video));
			expect(await callbackAnswers()).toEqual([200]);
		},
	);
});

test('a scrape that fails wakes with that at once', async () => {
	await setSandbox({ downloadAfterMs: HOUR, callbacks: 'all' });
	const profile = `https://www.tiktok.com/@${newProfile('fail-task')}`;
	const id = await begin(
		{
			resource: 'video',
			operation: 'scrapeCreator',
			library: 'private',
			creatorUrl: profile,
			waitFor: 'callback',
		},
		['only item'],
	);
	await untilAsleep(id);
	const [task] = await tasksOf([profile]);
	await endDownload(task?.taskId ?? '');
	const execution = await client.waitForExecution(id);
	expect(execution.status).toBe('error');
	expect(execution.run.error?.message).toBe('Memories.ai could not download the scrape');
	expect(execution.run.error?.description).toContain(task?.taskId);
	expect(await timesOn(id)).toBe(0);
});

test('calls that come several times at the same moment let the workflow go on once', async () => {
	const sleepers = [];
	for (let count = 0; count < 5; count += 1) sleepers.push(await fallAsleep([newLink()]));
	await Promise.all(
		sleepers.map(async ({ videos: [video = ''] }) => {
			await endIndexing(video);
		}),
	);
	await Promise.all(
		sleepers.flatMap(({ resumeUrl, videos: [video = ''] }) =>
			['UNPARSE', 'PARSE', 'PARSE', 'UNPARSE'].map(
				async (status) => await callBack(resumeUrl, video, status),
			),
		),
	);
	for (const { id, videos } of sleepers) {
		const execution = await client.waitForExecution(id);
		expect(outputOf(execution)).toMatchObject([{ videoNo: videos[0], status: 'PARSE' }]);
	}
	await letN8nCatchUp();
	for (const { id } of sleepers) expect(await timesOn(id)).toBe(1);
});

test('a callback that comes before the sleep or while it begins does not leave it asleep', async () => {
	const started = [];
	// From before the reply to the upload to when it sleeps for sure.
	for (let indexAfterMs = 0; indexAfterMs <= 150; indexAfterMs += 10) {
		await setSandbox({ indexAfterMs, callbacks: 'all' });
		const link = newLink();
		started.push(await begin(uploading('callback'), [link]));
		await untilUploaded(link);
	}
	for (const id of started) {
		const execution = await client.waitForExecution(id);
		expect(outputOf(execution)).toMatchObject([{ status: 'PARSE' }]);
		expect(await timesOn(id)).toBe(1);
	}
});

test('an execution wakes without any callback', async () => {
	const { id, videos } = await fallAsleep([newLink()]);
	await endIndexing(videos[0] ?? '');
	const execution = await client.waitForExecution(id, 90_000);
	expect(outputOf(execution)).toMatchObject([{ videoNo: videos[0], status: 'PARSE' }]);
	expect(await timesOn(id)).toBe(1);
});

test('a check that Memories.ai refuses is done again without another callback', async () => {
	const sleeper = await fallAsleep([newLink()]);
	await untilCalledByItself(sleeper);
	const { id, videos, resumeUrl } = sleeper;
	// By the callback's check, and by the first one after it.
	await queueFault({ kind: 'status', status: 503, endpoint: 'list_videos', times: 2 });
	expect(await endAndCallBack(resumeUrl, videos[0] ?? '')).toBe(200);
	expect(await statusOf(id)).toBe('waiting');
	const execution = await client.waitForExecution(id);
	expect(outputOf(execution)).toMatchObject([{ videoNo: videos[0], status: 'PARSE' }]);
});

describe('two scrapes', () => {
	async function fallAsleepOverTwo(until: string) {
		await setSandbox({ downloadAfterMs: HOUR });
		const profiles = ['one', 'two'].map((name) => `https://www.tiktok.com/@${newProfile(name)}`);
		const scrape = { operation: 'scrapeCreator', creatorUrl: '={{ $json.value }}' };
		const waiting = { waitFor: 'callback', waitOptions: { until } };
		const id = await begin(
			{ resource: 'video', library: 'private', ...scrape, ...waiting },
			profiles,
		);
		await untilAsleep(id);
		const tasks = await tasksOf(profiles);
		return { id, tasks };
	}

	test('a callback of one says nothing about the other', async () => {
		const { id, tasks } = await fallAsleepOverTwo('downloaded');
		const [first, second] = tasks;
		if (!first || !second) throw new Error('Two tasks were begun');
		await endDownload(first.taskId);
		await endDownload(second.taskId);
		expect(await callBackTask(first.resumeUrl, first.taskId, 'SUCCEEDED')).toBe(200);
		expect(await callBackTask(first.resumeUrl, 'another-task', 'SUCCEEDED')).toBe(200);
		await letN8nCatchUp();
		expect([await statusOf(id), await timesOn(id)]).toEqual(['waiting', 0]);
		expect(await callBackTask(second.resumeUrl, second.taskId, 'SUCCEEDED')).toBe(200);
		const execution = await client.waitForExecution(id);
		expect(outputOf(execution)).toHaveLength(8);
	});
});

/** Bodies that somebody who knows the URL may send; none of them is true. */
function forgeries(videoNo: string, other: string): Record<string, RequestInit> {
	const json = (body: unknown): RequestInit => ({
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const form = new FormData();
	form.append('videoNo', videoNo);
	form.append('status', 'PARSE');
	return {
		'that it is indexed': json({ videoNo, status: 'PARSE' }),
		'that it has failed': json({ videoNo, status: 'FAIL' }),
		'about a video of another upload': json({ videoNo: other, status: 'PARSE' }),
		'about a video that does not exist': json({ videoNo: 'VI1', status: 'PARSE' }),
		'about a task': json({ taskId: 'task', status: 'SUCCEEDED' }),
		'that it is indexed, as a form': { body: new URLSearchParams({ videoNo, status: 'PARSE' }) },
		'that it is indexed, as a multipart form': { body: form },
		'with items to hand on': json([{ json: { videoNo, status: 'PARSE' } }]),
		'with a number': json({ videoNo: 7, status: { PARSE: true } }),
		'with half of JSON, called JSON': {
			headers: { 'content-type': 'application/json' },
			body: '{"videoNo":"VI1"',
		},
		'with half of JSON': { headers: { 'content-type': 'text/plain' }, body: '{"videoNo":"VI1"' },
		'with words': { headers: { 'content-type': 'text/plain' }, body: 'not a callback' },
		'with nothing': {},
	};
}

/** Of what is called JSON and is none, n8n knows itself that it is wrong. */
function answerTo(what: string): number {
	return what.endsWith('called JSON') ? 422 : 200;
}

test('a call that lies changes nothing, and the true one wakes the execution later', async () => {
	const other = await fallAsleep([newLink('other')]);
	const { id, videos, resumeUrl } = await fallAsleep([newLink()]);
	const [videoNo = ''] = videos;
	await endIndexing(other.videos[0] ?? '');

	const calls = Object.entries(forgeries(videoNo, other.videos[0] ?? ''));
	const answers = await Promise.all(
		calls.map(async ([what, init]) => [what, await post(resumeUrl, init)]),
	);
	expect(answers).toEqual(calls.map(([what]) => [what, answerTo(what)]));
	await letN8nCatchUp();
	expect([await statusOf(id), await timesOn(id)]).toEqual(['waiting', 0]);

	expect(await endAndCallBack(resumeUrl, videoNo)).toBe(200);
	const execution = await client.waitForExecution(id);
	expect(outputOf(execution)).toEqual([
		expect.objectContaining({ videoNo, status: 'PARSE', metadata: METADATA }),
	]);
});

test('a call without the secret of the URL, or with another one, changes nothing', async () => {
	const { id, videos, resumeUrl } = await fallAsleep([newLink()]);
	const [videoNo = ''] = videos;
	await untilCalledByItself({ id, videos, resumeUrl });
	const without = new URL(resumeUrl);
	without.search = '';
	const wrong = new URL(resumeUrl);
	wrong.searchParams.set('token', 'A'.repeat(22));
	// n8n 1 has no secret of its own in this URL, so a call without any reaches the node.
	expect(new URL(resumeUrl).searchParams.has('signature')).toBe(line === '2');
	const asked = (await requestsTo('list_videos')).length;
	expect(await callBack(without.href, videoNo)).toBe(line === '1' ? 403 : 401);
	// Not even what is true; and Memories.ai is not asked.
	expect(await endAndCallBack(wrong.href, videoNo)).toBe(403);
	expect(await requestsTo('list_videos')).toHaveLength(asked);
	expect([await statusOf(id), await timesOn(id)]).toEqual(['waiting', 0]);
	expect(await callBack(resumeUrl, videoNo)).toBe(200);
	expect((await client.waitForExecution(id)).status).toBe('success');
});

describe('a video that cannot be indexed', () => {
	const CAUSE = 'Indexing failed.';

	async function run(sleep: Parameters<typeof fallAsleep>[1]) {
		const { id, videos, resumeUrl } = await fallAsleep([newLink('good'), newLink('fail')], sleep);
		const [good = '', bad = ''] = videos;
		await endIndexing(good);
		await endIndexing(bad);
		await callBack(resumeUrl, bad, 'FAIL');
		return { execution: await client.waitForExecution(id), good, bad };
	}

	test('ends the execution as failed', async () => {
		const { execution, good, bad } = await run({ waitOptions: { onFailure: 'error' } });
		expect(execution.status).toBe('error');
		expect(execution.run.error?.message).toContain(`${bad} could not be indexed: ${CAUSE}`);
		expect(execution.run.error?.description).toContain(good);
		// What came before is still there, and nothing after it has run.
		expect(execution.run.output('Items')).toHaveLength(2);
		expect(execution.run.ran('Came from')).toBe(false);
		expect(await timesOn(execution.id)).toBe(0);
	});

	test('comes out as an item where the user wants to continue', async () => {
		const { execution, good, bad } = await run({ waitOptions: { onFailure: 'continue' } });
		expect(execution.status).toBe('success');
		expect(outputOf(execution)).toMatchObject([
			{ videoNo: good, status: 'PARSE' },
			{ videoNo: bad, status: 'FAILED', cause: CAUSE },
		]);
	});

	test('goes to the error output, the others to the first one', async () => {
		const { execution, good, bad } = await run({ onError: 'continueErrorOutput' });
		expect(execution.status).toBe('success');
		expect(outputOf(execution)).toMatchObject([{ videoNo: good, status: 'PARSE' }]);
		const message: unknown = expect.stringContaining(CAUSE);
		expect(outputOf(execution, 1)).toMatchObject([{ error: { message, videoNo: bad } }]);
	});
});

test('20 executions that are called at the same moment go on with the right video each', async () => {
	const sleepers = [];
	for (let count = 0; count < 20; count += 1) sleepers.push(await fallAsleep([newLink()]));
	await Promise.all(sleepers.map(untilCalledByItself));
	expect(new Set(sleepers.map(({ videos }) => videos[0])).size).toBe(20);
	await Promise.all(
		sleepers.map(async ({ videos: [video = ''] }) => {
			await endIndexing(video);
		}),
	);
	const answers = await Promise.all(
		sleepers.map(async ({ resumeUrl, videos: [video = ''] }) => await callBack(resumeUrl, video)),
	);
	expect(new Set(answers)).toEqual(new Set([200]));
	for (const { id, videos } of sleepers) {
		const execution = await client.waitForExecution(id);
		expect(outputOf(execution)).toMatchObject([{ videoNo: videos[0], status: 'PARSE' }]);
		expect(await timesOn(id)).toBe(1);
	}
});

test('what comes out has the shape that polling gives it', async () => {
	const link = newLink('polled');
	const polled = await begin(uploading('polling'), [link]);
	await endIndexing(await untilUploaded(link));
	const { id, videos, resumeUrl } = await fallAsleep([newLink('slept')]);
	await endAndCallBack(resumeUrl, videos[0] ?? '');

	const [slept] = outputOf(await client.waitForExecution(id));
	const [asked] = outputOf(await client.waitForExecution(polled));
	expect(shapeOf(asked)).toEqual(shapeOf(slept));
	expect(Object.keys(slept ?? {})).toEqual(
		expect.arrayContaining(['videoNo', 'videoName', 'uploadTime', 'status', 'metadata']),
	);
});

/** Names and types, all the way down. */
function shapeOf(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return typeof value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]));
}

describe('when no callback comes until the deadline', () => {
	// jest types its matchers as any.
	const message: unknown = expect.stringMatching(/^Video VI\d+ was not ready in time$/);

	async function endOf([sleeper]: Sleeper[]) {
		const { id = '', videos = [] } = sleeper ?? {};
		return { execution: await client.waitForExecution(id, 90_000), videos };
	}

	test('the workflow goes on with the last known status of each video', async () => {
		const { execution, videos } = await endOf(late.continue);
		expect(execution.status).toBe('success');
		expect(outputOf(execution)).toMatchObject(
			videos.map((videoNo) => ({ videoNo, status: 'UNPARSE', timedOut: true })),
		);
		expect(valuesOf(execution)).toHaveLength(2);
	});

	test('the execution ends as failed where the user wants that', async () => {
		const { execution, videos } = await endOf(late.error);
		expect(execution.status).toBe('error');
		expect(execution.run.error?.message).toBe(`Video ${videos[0]} was not ready in time`);
		expect(execution.run.error?.description).toContain(videos[1]);
		expect(execution.run.ran('Came from')).toBe(false);
	});

	test('the error goes to the error output where there is one', async () => {
		const { execution, videos } = await endOf(late.errorOutput);
		expect(outputOf(execution)).toEqual([]);
		expect(outputOf(execution, 1)).toMatchObject(
			videos.map((videoNo) => ({ error: { message, videoNo } })),
		);
	});
});
