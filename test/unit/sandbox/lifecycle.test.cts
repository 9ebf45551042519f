import fastify, { type FastifyInstance } from 'fastify';

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import {
	CLIP,
	dataOf,
	envelope,
	form,
	get,
	isRecord,
	postFields,
	postForm,
	postJson,
	until,
} from './client.cjs';

const V1 = '/serve/api/v1';

let sandbox: Sandbox;
let receiver: FastifyInstance;
let hook: string;
let silent = 0;
const received: { contentType: string; body: unknown }[] = [];

beforeAll(async () => {
	receiver = fastify({ forceCloseConnections: true });
	receiver.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, text, done) => {
			done(null, Object.fromEntries(new URLSearchParams(String(text))));
		},
	);
	receiver.post('/hook', (request) => {
		received.push({ contentType: request.headers['content-type'] ?? '', body: request.body });
		return {};
	});
	receiver.post('/hook/silent', (_request, reply) => {
		silent += 1;
		reply.hijack();
	});
	hook = `${await receiver.listen({ host: '127.0.0.1', port: 0 })}/hook`;
});
afterAll(() => receiver.close());
beforeEach(async () => {
	received.length = 0;
	sandbox = await startSandbox({ indexAfterMs: 30, downloadAfterMs: 30 });
});
afterEach(() => sandbox.close());

async function upload(fields: [string, string][] = []): Promise<string> {
	return String(dataOf(await postForm(sandbox, `${V1}/upload`, form([CLIP], fields)))['videoNo']);
}

async function scrape(name: string, body: Record<string, unknown>): Promise<string> {
	return String(dataOf(await postJson(sandbox, `${V1}/${name}`, body))['taskId']);
}

async function metadata(videoNo: string, more = ''): Promise<unknown> {
	return envelope(await get(sandbox, `${V1}/get_metadata?video_no=${videoNo}${more}`)).data;
}

async function taskVideos(taskId: string, more = ''): Promise<Record<string, unknown>[]> {
	const data = dataOf(
		await get(sandbox, `${V1}/get_video_ids_by_task_id?task_id=${taskId}${more}`),
	);
	return Array.isArray(data['videos']) ? data['videos'].filter(isRecord) : [];
}

/** Longer than any test. */
const LONG_MS = 60 * 60_000;

async function listed(body: Record<string, unknown>): Promise<unknown[]> {
	const { videos } = dataOf(await postJson(sandbox, `${V1}/list_videos`, body));
	return Array.isArray(videos) ? videos.filter(isRecord).map((video) => video['video_no']) : [];
}

describe('an upload', () => {
	it('is UNPARSE, then PARSE, and says so to the callback', async () => {
		sandbox.settings.indexAfterMs = LONG_MS;
		const videoNo = await upload([
			['callback', hook],
			['tags', 'holiday'],
			['datetime_taken', '2024-10-20 03:40:00'],
		]);
		const queued = await metadata(videoNo);
		expect(queued).toMatchObject({ video_no: videoNo, status: 'UNPARSE' });
		expect(queued).not.toHaveProperty('tags');
		expect(sandbox.endIndexing(videoNo)).toBe(true);
		await until('the callback came', () => received.length > 0);
		expect(received).toEqual([
			{ contentType: 'application/json', body: { videoNo, status: 'PARSE' } },
		]);
		expect(await metadata(videoNo)).toMatchObject({
			status: 'PARSE',
			duration: 12,
			tags: ['holiday', 'api'],
			datetime_taken: 1729395600000,
		});
		await until('the delivery is recorded', () => sandbox.callbacks[0]?.status === 200);
		expect(sandbox.callbacks[0]).toMatchObject({ url: hook, body: { videoNo, status: 'PARSE' } });
	});

	it('is indexed before the reply with 0 ms, which still says UNPARSE', async () => {
		sandbox.settings.indexAfterMs = 0;
		const { videoNo, videoStatus } = dataOf(await postForm(sandbox, `${V1}/upload`, form([CLIP])));
		expect(videoStatus).toBe('UNPARSE');
		expect(await metadata(String(videoNo))).toMatchObject({ status: 'PARSE' });
	});

	it('fails when told to, by tag or URL', async () => {
		const tagged = await upload([
			['callback', hook],
			['tags', 'fail'],
		]);
		await until('the callback came', () => received.length > 0);
		expect(received[0]?.body).toEqual({ videoNo: tagged, status: 'FAIL' });
		expect(await metadata(tagged)).toMatchObject({ status: 'FAILED', cause: 'Indexing failed. ' });
		sandbox.settings.indexAfterMs = 0;
		const url: [string, string] = ['url', 'https://a.example/fail.mp4'];
		const { videoNo } = dataOf(await postFields(sandbox, `${V1}/upload_url`, [url]));
		expect(await metadata(String(videoNo))).toMatchObject({ status: 'FAILED' });
	});

	it('of an older generation calls back with clientId', async () => {
		await postForm(sandbox, '/serve/api/video/upload', form([CLIP], [['callback', hook]]));
		const v10 = `/api/serve/video/upload?callBackUri=${encodeURIComponent(hook)}`;
		await postForm(sandbox, v10, form([CLIP]), { authorization: `Bearer ${sandbox.key}` });
		await until('both callbacks came', () => received.length === 2);
		const sent = sandbox.videos.map(({ videoNo }) => ({
			videoNo,
			clientId: 'd7a7427b502df6c8e31de003675b7b77',
			status: 'PARSE',
		}));
		expect(received.map(({ body }) => body)).toEqual(sent);
	});

	it('is only found in its own namespace', async () => {
		const videoNo = await upload([['unique_id', 'holiday']]);
		expect(await metadata(videoNo)).toBeNull();
		expect(await metadata(videoNo, '&unique_id=other')).toBeNull();
		expect(await metadata(videoNo, '&unique_id=holiday')).toMatchObject({ video_no: videoNo });
		expect(await metadata('VI0')).toBeNull();
		const { unique_ids } = dataOf(await get(sandbox, `${V1}/list_unique_ids`));
		expect(unique_ids).toEqual(['holiday']);
	});
});

describe('callbacks', () => {
	it('can be form fields', async () => {
		sandbox.settings.callbackContentType = 'form';
		const videoNo = await upload([['callback', hook]]);
		await until('the callback came', () => received.length > 0);
		expect(received).toEqual([
			{
				contentType: 'application/x-www-form-urlencoded',
				body: { videoNo, status: 'PARSE' },
			},
		]);
	});

	it('that cannot be delivered are recorded with the reason', async () => {
		await upload([['callback', `${hook}/missing`]]);
		await until('the refusal is recorded', () => sandbox.callbacks[0]?.status === 404);
		await upload([['callback', 'http://127.0.0.1:1/hook']]);
		await until('the failure is recorded', () => sandbox.callbacks[1]?.error !== undefined);
	});

	it('are called off by reset', async () => {
		sandbox.settings.indexAfterMs = LONG_MS;
		const calledOff = await upload([['callback', hook]]);
		sandbox.reset();
		expect(sandbox.endIndexing(calledOff)).toBe(false);
		sandbox.settings.indexAfterMs = 100;
		const videoNo = await upload([['callback', hook]]);
		await until('the later callback came', () => received.length > 0);
		expect(received.map(({ body }) => body)).toEqual([{ videoNo, status: 'PARSE' }]);
	});
});

it('does not go on waiting for a receiver after reset', async () => {
	await upload([['callback', `${hook}/silent`]]);
	await until('the receiver was called', () => silent > 0);
	const [record] = sandbox.callbacks;
	sandbox.reset();
	await until('the delivery ended', () => record?.error !== undefined);
	expect(record?.error).not.toContain('timeout');
});

describe('a scrape', () => {
	const video_urls = [
		'https://www.tiktok.com/@someone/video/1',
		'https://www.tiktok.com/@fail/video/2',
	];

	it('downloads, then indexes, with a callback for the task and one per indexed video', async () => {
		// Within this time the list is read once, on however busy a machine.
		sandbox.settings.downloadAfterMs = 5000;
		const taskId = await scrape('scraper_url', { video_urls, callback_url: hook });
		expect(taskId).toMatch(/^[0-9a-f-]{36}_[0-9a-f]{32}$/);
		expect(await taskVideos(taskId)).toEqual([]);
		await until('all callbacks came', () => received.length === 2);
		const videos = await taskVideos(taskId);
		expect(videos.map(({ status }) => status)).toEqual(['PARSE', 'FAILED']);
		expect(videos.map(({ video_url }) => video_url)).toEqual(video_urls);
		expect(received.map(({ body }) => body)).toEqual([
			{ message: 'Video has been downloaded...', taskId, status: 'SUCCEEDED' },
			{
				videoId: videos[0]?.['video_no'],
				message: 'Video indexing succeed',
				taskId,
				status: 'INDEXING_SUCCEEDED',
			},
		]);
	});

	it('of a source with fail-task fails as a whole', async () => {
		const urls = ['https://www.tiktok.com/@fail-task/video/1'];
		const taskId = await scrape('scraper_url', { video_urls: urls, callback_url: hook });
		await until('the callback came', () => received.length > 0);
		expect(received[0]?.body).toEqual({ taskId, status: 'FAILED' });
		expect(await taskVideos(taskId)).toEqual([]);
	});

	it('into the public library yields PI- ids that are in no namespace', async () => {
		sandbox.settings.downloadAfterMs = 0;
		const taskId = await scrape('scraper_url_public', { video_urls, unique_id: 'unused' });
		for (const { video_no } of await taskVideos(taskId, '&unique_id=any')) {
			expect(video_no).toMatch(/^PI-\d{18}$/);
		}
		expect(await listed({})).toEqual([]);
	});

	it('answers ids only, when set so', async () => {
		sandbox.settings.downloadAfterMs = 0;
		sandbox.settings.taskShape = 'video_ids';
		const taskId = await scrape('scraper_url', { video_urls, unique_id: 'holiday' });
		const path = `${V1}/get_video_ids_by_task_id?task_id=${taskId}`;
		expect(dataOf(await get(sandbox, path))).toEqual({
			taskId,
			video_ids: sandbox.videos.map(({ videoNo }) => videoNo),
		});
		const other = dataOf(await get(sandbox, `${path}&unique_id=other`));
		expect(other['video_ids']).toEqual([]);
	});

	it('of a creator or hashtags yields the documented number of posts', async () => {
		sandbox.settings.downloadAfterMs = 0;
		const username = 'https://www.tiktok.com/@someone';
		expect(await taskVideos(await scrape('scraper', { username }))).toHaveLength(4);
		const hash_tags = ['a', 'b'];
		expect(await taskVideos(await scrape('scraper_tag', { hash_tags }))).toHaveLength(4);
		const one = await scrape('scraper_tag_public', { hash_tags, scraper_cnt: 1 });
		expect(await taskVideos(one)).toHaveLength(2);
	});
});

it('lists videos by page and filter', async () => {
	sandbox.settings.indexAfterMs = 0;
	const paris = await upload([
		['latitude', '48.8566'],
		['longitude', '2.3522'],
		['camera_model', 'Canon EOS 5D'],
		['datetime_taken', '2024-01-01 00:00:00'],
	]);
	const tagged = await upload([['tags', 'holiday']]);
	const failed = await upload([['tags', 'fail']]);
	const elsewhere = await upload([['unique_id', 'holiday']]);
	const foldered = await upload([['folder_id', '7']]);
	expect(await listed({})).toEqual([foldered, failed, tagged, paris]);
	expect(await listed({ page: 2, size: 3 })).toEqual([paris]);
	expect(await listed({ unique_id: 'holiday' })).toEqual([elsewhere]);
	expect(await listed({ folder_id: 7 })).toEqual([foldered]);
	expect(await listed({ status: 'FAILED' })).toEqual([failed]);
	expect(await listed({ video_nos: [paris, 'VI0'] })).toEqual([paris]);
	expect(await listed({ video_no: tagged, status: 'FAILED' })).toEqual([]);
	expect(await listed({ tag: 'holiday' })).toEqual([tagged]);
	expect(await listed({ tag: 'fail' })).toEqual([]);
	expect(await listed({ camera_model: 'Canon EOS 5D' })).toEqual([paris]);
	expect(await listed({ datetime_taken: Date.UTC(2024, 0, 1) })).toEqual([paris]);
	expect(await listed({ datetime_taken: Date.UTC(2024, 0, 2) })).toEqual([]);
	expect(await listed({ latitude: 48.9, longitude: 2.4 })).toEqual([paris]);
	expect(await listed({ latitude: 49.9, longitude: 2.4 })).toEqual([]);
});
