import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { dataOf, postFields, postJson, send, until } from './client.cjs';

const V1 = '/serve/api/v1';
/** Nobody listens there: what is sent counts, not what becomes of it. */
const HOOK = 'http://127.0.0.1:9/hook';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 60_000, downloadAfterMs: 0 });
});
afterEach(() => sandbox.close());

async function upload(): Promise<string> {
	const answer = await postFields(sandbox, `${V1}/upload_url`, [
		['url', 'https://example.com/a.mp4'],
		['callback', HOOK],
	]);
	return String(dataOf(answer)['videoNo']);
}

async function scrape(): Promise<string> {
	const body = {
		video_urls: ['https://www.youtube.com/shorts/T2ThsydNQaM'],
		callback_url: HOOK,
	};
	return String(dataOf(await postJson(sandbox, `${V1}/scraper_url`, body))['taskId']);
}

const endIndexing = async (videoNo: string) =>
	(await send(sandbox, 'POST', `/_sandbox/end-indexing/${videoNo}`, { 'content-length': '0' }))
		.status;

const sent = () => sandbox.callbacks.map(({ body }) => body['status']);
const isIndexed = () => sandbox.videos.every(({ status }) => status === 'PARSE');

it('ends the indexing of one video when told to, once', async () => {
	const [first] = [await upload(), await upload()];
	expect(await endIndexing(first)).toBe(200);
	expect(sandbox.videos.map(({ status }) => status)).toEqual(['PARSE', 'UNPARSE']);
	expect(sandbox.callbacks.map(({ body }) => body)).toEqual([{ videoNo: first, status: 'PARSE' }]);
	expect(await endIndexing(first)).toBe(404);
	expect(await endIndexing('VI100000000000000001')).toBe(404);
	expect(sandbox.callbacks).toHaveLength(1);
});

it('ends the download of one scrape when told to, once', async () => {
	sandbox.settings.downloadAfterMs = 60_000;
	const taskId = await scrape();
	const endDownload = async () =>
		(await send(sandbox, 'POST', `/_sandbox/end-download/${taskId}`, { 'content-length': '0' }))
			.status;
	expect(await endDownload()).toBe(200);
	expect(sent()).toEqual(['SUCCEEDED']);
	expect(sandbox.videos).toHaveLength(1);
	expect(await endDownload()).toBe(404);
});

it.each([
	['all', ['SUCCEEDED', 'INDEXING_SUCCEEDED', 'PARSE']],
	['task', ['SUCCEEDED', 'PARSE']],
	['none', []],
] as const)('with callbacks %s, a scrape and an upload send %j', async (callbacks, statuses) => {
	Object.assign(sandbox.settings, { callbacks, indexAfterMs: 0 });
	await scrape();
	await upload();
	await until('both are indexed', isIndexed);
	expect(sent()).toEqual(statuses);
});
