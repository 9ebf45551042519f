import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import {
	CLIP,
	envelope,
	form,
	get,
	type Part,
	PHOTO,
	postFields,
	postForm,
	postJson,
	postText,
	send,
} from './client.cjs';

const V1 = '/serve/api/v1';
const POST_URL = 'https://www.tiktok.com/@someone/video/1';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
	sandbox.reset();
});

describe('authentication', () => {
	it.each([
		['no header', {}],
		['a wrong key', { authorization: 'sk-mavi-other' }],
		['Bearer on the current generation', { authorization: 'Bearer sk-mavi-sandbox' }],
	])('answers HTTP 200 with 0401 to %s', async (_what, headers: Record<string, string>) => {
		const answer = await get(sandbox, `${V1}/list_unique_ids`, headers);
		expect(answer.status).toBe(200);
		expect(envelope(answer).code).toBe('0401');
	});

	it('takes Bearer on v1.0, and only Bearer', async () => {
		const path = '/api/serve/video/searchDB';
		const bearer = await get(sandbox, path, { authorization: 'Bearer sk-mavi-sandbox' });
		expect(envelope(bearer)).toMatchObject({ code: '0000', data: [] });
		expect(envelope(await get(sandbox, path)).code).toBe('0401');
	});
});

describe('paths, methods and encodings', () => {
	it('answers an unknown path as the vendor does', async () => {
		const answer = await get(sandbox, `${V1}/uplaod`);
		expect(answer.status).toBe(200);
		expect(envelope(answer)).toEqual({
			code: '0001',
			msg: 'No static resource serve/api/v1/uplaod.',
			data: null,
		});
	});

	it('answers 405 to the wrong method', async () => {
		expect((await get(sandbox, `${V1}/upload`)).status).toBe(405);
		expect((await postJson(sandbox, `${V1}/get_metadata`, {})).status).toBe(405);
	});

	it.each([
		['upload', 'application/json'],
		['upload_url', 'application/json'],
		['scraper_url', 'application/x-www-form-urlencoded'],
		['list_videos', 'text/plain'],
	])('answers 415 when %s is sent as %s', async (name, type) => {
		expect((await postText(sandbox, `${V1}/${name}`, type, '{}')).status).toBe(415);
	});

	it('answers 411 to a body without length', async () => {
		const data = form([CLIP]);
		const headers = { authorization: sandbox.key, ...data.getHeaders() };
		const chunked = { ...headers, 'transfer-encoding': 'chunked' };
		const answer = await send(sandbox, 'POST', `${V1}/upload`, chunked, data.getBuffer());
		expect(answer.status).toBe(411);
		expect(answer.text).toContain('<html>');
	});

	it('refuses parameters in the query of a POST', async () => {
		const callback = encodeURIComponent('https://receiver.example/hook');
		const answer = await postForm(sandbox, `${V1}/upload?callback=${callback}`, form([CLIP]));
		expect(envelope(answer)).toMatchObject({ code: '0001', msg: 'Unknown parameter callback.' });
	});

	it('refuses a body that is not JSON, and one that is no multipart', async () => {
		const json = await postText(sandbox, `${V1}/list_videos`, 'application/json', '{"size":');
		expect(envelope(json).code).toBe('0003');
		const type = 'multipart/form-data; boundary=x';
		const multipart = await postText(sandbox, `${V1}/upload`, type, 'nothing of the kind');
		expect(envelope(multipart).code).toBe('0001');
	});
});

describe('files', () => {
	it.each<[string, Part, string]>([
		['no filename', { field: 'file', contentType: 'video/mp4' }, 'file has no filename.'],
		['another extension', { ...CLIP, filename: 'clip.webm' }, 'must be one of .mp4'],
		['no extension', { ...CLIP, filename: 'clip' }, 'must be one of .mp4'],
		['another type', { ...CLIP, contentType: 'application/octet-stream' }, 'starts with video/'],
		['no bytes', { ...CLIP, bytes: Buffer.alloc(0) }, 'is empty'],
		['another field', { ...CLIP, field: 'files' }, 'Unknown parameter files.'],
	])('refuses a video with %s', async (_what, part, msg) => {
		const answer = envelope(await postForm(sandbox, `${V1}/upload`, form([part])));
		expect(answer.code).toBe('0001');
		expect(answer.msg).toContain(msg);
		expect(sandbox.videos).toHaveLength(0);
	});

	it('takes every documented extension in any case', async () => {
		for (const filename of ['a.mp4', 'a.AVI', 'a.Mkv', 'a.mov']) {
			const answer = await postForm(sandbox, `${V1}/upload`, form([{ ...CLIP, filename }]));
			expect(envelope(answer).code).toBe('0000');
		}
	});

	it('refuses a video without file, with two, and above the size limit', async () => {
		const none = await postForm(sandbox, `${V1}/upload`, form([], [['tags', 'a']]));
		expect(envelope(none).msg).toBe('Missing parameter file.');
		const two = await postForm(sandbox, `${V1}/upload`, form([CLIP, CLIP]));
		expect(envelope(two).msg).toContain('at most 1 files');
		sandbox.settings.maxVideoBytes = 10;
		const large = await postForm(sandbox, `${V1}/upload`, form([CLIP]));
		sandbox.settings.maxVideoBytes = 3 * 1024 ** 3;
		expect(envelope(large).msg).toContain('larger than 10 bytes');
	});

	it('refuses all images for one bad one, and more than the cap', async () => {
		const bad = { ...PHOTO, contentType: 'video/mp4' };
		const mixed = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO, bad]));
		expect(envelope(mixed).msg).toContain('starts with image/');
		sandbox.settings.maxImagesPerRequest = 2;
		const many = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO, PHOTO, PHOTO]));
		sandbox.settings.maxImagesPerRequest = 100;
		expect(envelope(many).msg).toContain('at most 2 files');
	});
});

describe('form parameters', () => {
	const tags = (count: number) =>
		Array.from({ length: count }, (_, at): [string, string] => ['tags', `tag ${at}`]);
	const long = (length: number) => 'https://receiver.example/'.padEnd(length, 'x');

	it.each<[string, [string, string][]]>([
		['20 tags', tags(20)],
		['a callback of 299 characters', [['callback', long(299)]]],
		['unique_id', [['unique_id', 'holiday']]],
		['folder_id', [['folder_id', '-1']]],
		['a leap day', [['datetime_taken', '2024-02-29 23:59:59']]],
		['coordinates', [['latitude', '-66.66'], ['longitude', '0']]], // prettier-ignore
		['retain_original_video', [['retain_original_video', 'false']]],
	])('takes %s', async (_what, fields) => {
		const answer = await postForm(sandbox, `${V1}/upload`, form([CLIP], fields));
		expect(envelope(answer)).toMatchObject({ code: '0000', msg: 'success' });
	});

	it.each<[string, [string, string][], string]>([
		['an unknown name', [['camera', 'x']], 'Unknown parameter camera.'],
		['another case', [['uniqueId', 'x']], 'Unknown parameter uniqueId.'],
		['indexed tags', [['tags[0]', 'a']], 'Unknown parameter tags[0].'],
		['a repeated single value', [['camera_model', 'a'], ['camera_model', 'b']], 'camera_model was sent more than once'], // prettier-ignore
		['21 tags', tags(21), 'tags must NOT have more than 20 items'],
		['a callback of 300 characters', [['callback', long(300)]], 'callback must NOT have more'],
		['a callback that is no URL', [['callback', 'receiver.example/hook']], 'callback must match'],
		['201 characters of camera', [['camera_model', 'x'.repeat(201)]], 'camera_model must NOT'],
		['an ISO date', [['datetime_taken', '2025-10-20T11:00:00']], 'datetime_taken must match'],
		['a day that is not', [['datetime_taken', '2025-02-29 11:00:00']], 'datetime_taken must match'],
		[
			'an hour that is not',
			[['datetime_taken', '2025-02-01 24:00:00']],
			'datetime_taken must match',
		],
		['a comma in a number', [['latitude', '66,66']], 'latitude must be number'],
		['True', [['retain_original_video', 'True']], 'retain_original_video must be boolean'],
		['an empty unique_id', [['unique_id', '']], 'unique_id must NOT have fewer'],
		['both scopes', [['unique_id', 'a'], ['folder_id', '1']], 'unique_id and folder_id'], // prettier-ignore
	])('refuses %s and names it', async (_what, fields, msg) => {
		const answer = await postForm(sandbox, `${V1}/upload`, form([CLIP], fields));
		expect(answer.status).toBe(200);
		expect(envelope(answer).code).toMatch(/^000[13]$/);
		expect(envelope(answer).msg).toContain(msg);
	});

	it('takes 50 tags for images and no folder_id', async () => {
		const fifty = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO], tags(50)));
		expect(envelope(fifty).code).toBe('0000');
		const more = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO], tags(51)));
		expect(envelope(more).msg).toContain('tags must NOT have more than 50');
		const folder = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO], [['folder_id', '1']]));
		expect(envelope(folder).msg).toBe('Unknown parameter folder_id.');
	});

	it('demands a URL for upload_url, and never fetches it', async () => {
		expect(envelope(await postFields(sandbox, `${V1}/upload_url`, [])).msg).toBe(
			'Missing parameter url.',
		);
		const unreachable = await postFields(sandbox, `${V1}/upload_url`, [
			['url', 'http://nowhere.invalid/a.mp4'],
		]);
		expect(envelope(unreachable).code).toBe('0000');
	});
});

describe('JSON parameters', () => {
	const urls = (count: number) => Array.from({ length: count }, (_, at) => `${POST_URL}${at}`);

	it.each<[string, string, Record<string, unknown>]>([
		['scraper_url', '50 URLs', { video_urls: urls(50), quality: '2160', unique_id: 'a' }],
		['scraper_url_public', 'unique_id, unused', { video_urls: urls(1), unique_id: 'a' }],
		['scraper', 'a profile', { username: 'https://www.tiktok.com/@someone', scraper_cnt: 2 }],
		['scraper_public', 'a profile', { username: 'https://www.instagram.com/someone' }],
		['scraper_tag', 'hashtags', { hash_tags: ['a', 'b'], callback: 'https://a.example/' }],
		['scraper_tag_public', 'hashtags', { hash_tags: ['a'], scraper_cnt: 1 }],
	])('%s takes %s', async (name, _what, body) => {
		expect(envelope(await postJson(sandbox, `${V1}/${name}`, body)).code).toBe('0000');
	});

	it.each<[string, string, Record<string, unknown>, string, string]>([
		['scraper_url', 'no URL', { video_urls: [] }, '0001', 'must not be empty'],
		['scraper_url', '51 URLs', { video_urls: urls(51) }, '0001', 'more than 50'],
		['scraper_url', '51 URLs in two lists', { video_urls: urls(50), tiktok_post_urls: urls(1) }, '0001', 'at most 50'], // prettier-ignore
		['scraper_url', 'two platforms', { video_urls: [POST_URL, 'https://youtu.be/x'] }, '0001', 'same platform'], // prettier-ignore
		['scraper_url', 'another site', { video_urls: ['https://tiktok.com.example/v'] }, '0001', 'TikTok'], // prettier-ignore
		['scraper_url', 'a text for a list', { video_urls: POST_URL }, '0003', 'video_urls must be array'], // prettier-ignore
		['scraper_url', 'quality as number', { video_urls: urls(1), quality: 720 }, '0003', 'quality'],
		[
			'scraper_url',
			'quality unheard of',
			{ video_urls: urls(1), quality: '8k' },
			'0003',
			'quality',
		],
		['scraper_url', 'camel case', { videoUrls: urls(1) }, '0001', 'video_urls'],
		['scraper_url', 'both scopes', { video_urls: urls(1), unique_id: 'a', folder_id: 1 }, '0001', 'together'], // prettier-ignore
		['scraper_url_public', 'folder_id', { video_urls: urls(1), folder_id: 1 }, '0001', 'folder_id'],
		['scraper', 'a bare name', { username: '@someone' }, '0001', 'profile URL'],
		['scraper_tag', '#', { hash_tags: ['#a'] }, '0001', 'without #'],
		['scraper_tag', 'callback_url', { hash_tags: ['a'], callback_url: 'https://a.example/' }, '0001', 'callback_url'], // prettier-ignore
		['scraper_tag_public', 'callback', { hash_tags: ['a'], callback: 'https://a.example/' }, '0001', 'callback'], // prettier-ignore
		['list_videos', 'page 0', { page: 0 }, '0001', 'page'],
		['list_videos', 'half a place', { latitude: 1 }, '0001', 'together'],
		['list_videos', 'an unknown status', { status: 'DONE' }, '0003', 'status'],
	])('%s refuses %s', async (name, _what, body, code, msg) => {
		const answer = envelope(await postJson(sandbox, `${V1}/${name}`, body));
		expect(answer.code).toBe(code);
		expect(answer.msg).toContain(msg);
	});

	it('refuses unknown and missing query parameters', async () => {
		const missing = await get(sandbox, `${V1}/get_metadata`);
		expect(envelope(missing).msg).toBe('Missing parameter video_no.');
		const wrong = await get(sandbox, `${V1}/get_video_ids_by_task_id?taskId=1`);
		expect(envelope(wrong).code).toBe('0001');
	});
});

it('refuses what is more than allowed per second', async () => {
	sandbox.settings.requestsPerSecond = 3;
	const answers = await Promise.all(
		Array.from({ length: 10 }, () => get(sandbox, `${V1}/list_unique_ids`)),
	);
	sandbox.settings.requestsPerSecond = 0;
	const codes = answers.map((answer) => envelope(answer).code);
	expect(codes.filter((code) => code === '0429').length).toBeGreaterThanOrEqual(1);
	expect(codes.filter((code) => code === '0000').length).toBeGreaterThanOrEqual(3);
	expect(sandbox.requests).toHaveLength(10);
});
