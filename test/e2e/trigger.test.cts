import { isDeepStrictEqual } from 'node:util';
import { type Receiver, receiver } from './build-workflow.cjs';
import { until } from '../n8n/until.cjs';
import { uploadLink } from '../sandbox/remote.cjs';
import { callBack, post } from './post.cjs';
import {
	endIndexing,
	indexedVideo,
	queueFault,
	requestsTo,
	resetSandbox,
	scrapeTask,
	setSandbox,
	videosOf,
} from './sandbox.cjs';
import { world } from './world.cjs';

const here = world();
const { client } = here;

type Fields = Record<string, string>;

/** The ways in which a body of fields may travel; no document says which one Memories.ai uses. */
const TRANSPORTS: Record<string, (fields: Fields) => RequestInit> = {
	JSON: (fields) => ({
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(fields),
	}),
	'JSON called text': (fields) => ({
		headers: { 'content-type': 'text/plain' },
		body: JSON.stringify(fields),
	}),
	// A body of bytes: fetch sends no content type of its own with it.
	'JSON without a content type': (fields) => ({
		body: new TextEncoder().encode(JSON.stringify(fields)),
	}),
	'a urlencoded form': (fields) => ({ body: new URLSearchParams(fields) }),
	'a multipart form': (fields) => {
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.append(name, value);
		return { body: form };
	},
};

async function postJson(url: string, fields: Fields): Promise<number> {
	return await post(url, TRANSPORTS.JSON?.(fields) ?? {});
}

type Item = Record<string, unknown>;

/** What the trigger has handed on in all runs so far, once an item that passes the test is among it. */
async function itemsOf({ workflow }: Receiver, test: (item: Item) => boolean): Promise<Item[]> {
	const items = await until(async () => {
		const runs = await client.waitForExecutions(workflow.id, 1);
		const all = runs.flatMap(({ run }) => run.output('On callback')).map(({ json }) => json);
		return all.some(test) && all;
	}, 60_000);
	if (!items) throw new Error('The callback started no run');
	return items;
}

async function downloadedVideo(taskId: string): Promise<string> {
	const videoNo = await until(async () => (await videosOf(taskId))[0], 60_000);
	if (videoNo === undefined) throw new Error('The sandbox downloaded nothing');
	return videoNo;
}

/** The documented callbacks (contract: U1, U2, S1 to S3), about things that the sandbox knows. */
const SHAPES: Record<string, { event: string; fields: () => Promise<Fields> }> = {
	'an upload, with clientId (U1)': {
		event: 'video.indexed',
		fields: async () => ({
			videoNo: await indexedVideo(),
			clientId: 'd7a7427b502df6c8e31de003675b7b77',
			status: 'PARSE',
		}),
	},
	'an upload (U2)': {
		event: 'video.indexed',
		fields: async () => ({ videoNo: await indexedVideo(), status: 'PARSE' }),
	},
	'a scrape (S1)': {
		event: 'task.downloaded',
		fields: async () => {
			const taskId = await scrapeTask();
			await downloadedVideo(taskId);
			return { taskId, status: 'SUCCEEDED' };
		},
	},
	'a scrape, with a message (S2)': {
		event: 'task.downloaded',
		fields: async () => {
			const taskId = await scrapeTask();
			await downloadedVideo(taskId);
			return { message: 'Video has been downloaded', taskId, status: 'SUCCEEDED' };
		},
	},
	'a video of a scrape (S3)': {
		event: 'video.indexed',
		fields: async () => {
			const taskId = await scrapeTask();
			const videoId = await downloadedVideo(taskId);
			return { videoId, message: 'Video indexing succeed', taskId, status: 'INDEXING_SUCCEEDED' };
		},
	},
};

// As soon as it is there, so that no callback has to wait until Memories.ai shows the same.
beforeAll(async () => {
	await setSandbox({ indexAfterMs: 0 });
});

beforeEach(resetSandbox);

describe.each(Object.entries(SHAPES))('a callback of %s', (_shape, { event, fields }) => {
	let open: Receiver;
	beforeAll(async () => {
		open = await receiver(here, { events: [], verify: true });
	});

	test.each(Object.entries(TRANSPORTS))('as %s starts one run', async (_transport, encode) => {
		const body = await fields();
		expect(await post(open.url, encode(body))).toBe(200);
		const isIt = (item: Item) => isDeepStrictEqual(item.body, body);
		const items = await itemsOf(open, isIt);
		expect(items.filter(isIt)).toEqual([expect.objectContaining({ event, verified: true })]);
	});
});

/**
 * The videos that have started a run so far. n8n answers a callback before the run it starts is on
 * record, so one more callback is sent and its run waited for; what came before it is on record then.
 */
async function startedBy(open: Receiver): Promise<unknown[]> {
	const last = await indexedVideo();
	expect(await postJson(open.url, { videoNo: last, status: 'PARSE' })).toBe(200);
	const items = await itemsOf(open, ({ videoNo }) => videoNo === last);
	return items.map(({ videoNo }) => videoNo).filter((videoNo) => videoNo !== last);
}

describe('what starts no run', () => {
	let open: Receiver;
	beforeEach(async () => {
		open = await receiver(here, { events: ['PARSE'], verify: true });
	});

	test('a callback about a video that Memories.ai does not know is refused', async () => {
		const status = await postJson(open.url, { videoNo: 'VI100000000000000001', status: 'PARSE' });
		expect(status).toBe(403);
		expect(await startedBy(open)).toEqual([]);
	});

	test.each(['{"hello":"world"}', '[]', 'not a callback', '{"videoNo":"VI1"', ''])(
		'the body %j is refused as no callback',
		async (body) => {
			expect(await post(open.url, { headers: { 'content-type': 'text/plain' }, body })).toBe(400);
			expect(await startedBy(open)).toEqual([]);
		},
	);

	test('an event that was not chosen is accepted and left', async () => {
		expect(await postJson(open.url, { videoNo: await indexedVideo(), status: 'UNPARSE' })).toBe(
			200,
		);
		expect(await startedBy(open)).toEqual([]);
	});

	test('GET is not accepted', async () => {
		const videoNo = await indexedVideo();
		const response = await fetch(`${open.url}?videoNo=${videoNo}&status=PARSE`);
		expect(response.status).toBe(404);
		expect(await startedBy(open)).toEqual([]);
	});

	test('a repeat is accepted and left', async () => {
		const videoNo = await indexedVideo();
		expect(await postJson(open.url, { videoNo, status: 'PARSE' })).toBe(200);
		expect(await postJson(open.url, { videoNo, status: 'PARSE' })).toBe(200);
		expect(await startedBy(open)).toEqual([videoNo]);
	});
});

test('a callback that comes before Memories.ai shows the same is looked into again', async () => {
	const open = await receiver(here, { events: ['PARSE'], verify: true });
	await setSandbox({ indexAfterMs: 60_000 });
	const videoNo = await uploadLink(here.sandbox);
	await setSandbox({ indexAfterMs: 0 });
	const answer = callBack(open.url, videoNo);
	const isAskedFor = async () => (await requestsTo('list_videos')).length > 0;
	expect(await until(isAskedFor, 60_000, 10)).toBe(true);
	await endIndexing(videoNo);
	expect(await answer).toBe(200);
	const items = await itemsOf(open, (item) => item.videoNo === videoNo);
	expect(items).toEqual([expect.objectContaining({ videoNo, verified: true })]);
	expect((await requestsTo('list_videos')).length).toBeGreaterThan(1);
	expect(await requestsTo('get_metadata')).toEqual([]);
});

test('a burst is verified although the API takes five requests a second', async () => {
	const open = await receiver(here, { events: ['PARSE'], verify: true });
	const videos = await Promise.all(Array.from({ length: 60 }, indexedVideo));
	await setSandbox({ requestsPerSecond: 5 });
	try {
		const answers = await Promise.all(videos.map((videoNo) => callBack(open.url, videoNo)));
		// On a busy machine a verdict may come after the answer.
		expect([200, 202]).toEqual(expect.arrayContaining([...new Set(answers)]));
	} finally {
		await setSandbox({ requestsPerSecond: 0 });
	}
	const runs = await client.waitForExecutions(open.workflow.id, videos.length);
	const items = runs.map(({ run }) => run.output('On callback')[0]?.json);
	expect(items.map((item) => item?.videoNo).sort()).toEqual(videos.sort());
	for (const item of items) {
		expect(item).toMatchObject({ verified: true, metadata: { video_no: item?.videoNo } });
	}
});

/** Calls back about a video: it starts the trigger's first and only run, and is confirmed. */
async function expectVerified(open: Receiver, videoNo: string): Promise<void> {
	expect(await callBack(open.url, videoNo)).toBe(200);
	const items = await itemsOf(open, (item) => item.videoNo === videoNo);
	expect(items).toEqual([expect.objectContaining({ videoNo, verified: true })]);
}

test('what cannot be asked for is asked for again', async () => {
	const open = await receiver(here, { events: ['PARSE'], verify: true });
	const videoNo = await indexedVideo();
	await queueFault({ kind: 'status', status: 500, endpoint: 'list_videos', times: 1 });
	await expectVerified(open, videoNo);
	expect(await requestsTo('list_videos')).toHaveLength(2);
});

describe('a video outside the default namespace', () => {
	const opened = async (uniqueIds: string) =>
		await receiver(here, { events: ['PARSE'], verify: true, options: { uniqueIds } });

	test.each([
		['among all of the account', '', 1],
		['in the Unique IDs given', 'elsewhere, project', 0],
	])('is found %s', async (_where, uniqueIds, lists) => {
		const open = await opened(uniqueIds);
		const videoNo = await uploadLink(here.sandbox, 'project');
		await expectVerified(open, videoNo);
		expect(await requestsTo('list_unique_ids')).toHaveLength(lists);
	});

	test('is not looked for in other Unique IDs than those given', async () => {
		const open = await opened('elsewhere');
		const videoNo = await uploadLink(here.sandbox, 'project');
		expect(await callBack(open.url, videoNo)).toBe(403);
		expect(await startedBy(open)).toEqual([]);
	});

	test('is found in the public library', async () => {
		const open = await opened('');
		const videoNo = await downloadedVideo(await scrapeTask('public'));
		expect(videoNo).toMatch(/^PI-/);
		await expectVerified(open, videoNo);
		expect(await requestsTo('list_videos')).toEqual([]);
	});
});

test('a key that is corrected counts within seconds', async () => {
	const { url: baseUrl, key } = here.sandbox;
	const save = async (apiKey: string) =>
		await client.saveCredential('memoriesAiApi', 'Corrected', {
			apiKey,
			apiVersion: 'v1',
			baseUrl,
		});
	const open = await receiver({ ...here, credential: await save('sk-mavi-mistyped') });
	const videoNo = await indexedVideo();
	expect(await callBack(open.url, videoNo)).toBe(503);
	await save(key);
	const isTaken = async () => (await callBack(open.url, videoNo)) === 200;
	expect(await until(isTaken, 60_000)).toBe(true);
	const items = await itemsOf(open, (item) => item.videoNo === videoNo);
	expect(items).toEqual([expect.objectContaining({ videoNo, verified: true })]);
});

test('of 200 callbacks at once, 100 different ones sent twice each, 100 runs start', async () => {
	const open = await receiver(here, { events: ['PARSE'], verify: true });
	const videos = await Promise.all(Array.from({ length: 100 }, indexedVideo));
	const answers = await Promise.all(
		[...videos, ...videos].map((videoNo) => callBack(open.url, videoNo)),
	);
	// On a busy machine a verdict may come after the answer.
	expect([200, 202]).toEqual(expect.arrayContaining([...new Set(answers)]));
	const runs = await client.waitForExecutions(open.workflow.id, 100);
	const started = runs.map(({ run }) => run.output('On callback')[0]?.json.videoNo);
	expect(started.sort()).toEqual(videos.sort());
	await startedBy(open);
	expect((await client.executions(open.workflow.id)).count).toBe(101);
});
