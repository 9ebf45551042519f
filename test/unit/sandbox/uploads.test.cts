import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { CLIP, dataOf, form, PHOTO, postFields, postForm, postJson } from './client.cjs';

const V1 = '/serve/api/v1';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ keepContent: true });
});
afterAll(() => sandbox.close());
beforeEach(() => {
	sandbox.reset();
});

it('records a multipart request as an independent parser reads it', async () => {
	const bytes = readFileSync(join(__dirname, '../../fixtures/clip.mp4'));
	const filename = 'Ünï, 한국 (1).mp4';
	const data = form(
		[{ ...CLIP, filename, bytes }],
		[
			['tags', 'a,b'],
			['camera_model', 'Canon "EOS" 5D'],
			['tags', ''],
		],
	);
	await postForm(sandbox, `${V1}/upload`, data);
	const [request] = sandbox.requests;
	expect(request).toMatchObject({
		method: 'POST',
		path: `${V1}/upload`,
		contentLength: data.getBuffer().length,
		fields: [
			['tags', 'a,b'],
			['camera_model', 'Canon "EOS" 5D'],
			['tags', ''],
		],
		complete: true,
	});
	expect(request?.files).toEqual([
		{
			field: 'file',
			filename,
			mimetype: 'video/mp4',
			size: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			first: bytes.subarray(0, 16).toString('hex'),
			last: bytes.subarray(-16).toString('hex'),
			content: bytes,
		},
	]);
});

it('answers an upload with the documented fields and ids above 2^53, next to each other', async () => {
	const data = dataOf(await postForm(sandbox, `${V1}/upload`, form([CLIP])));
	expect(Object.keys(data)).toEqual(['videoNo', 'videoName', 'videoStatus', 'uploadTime']);
	expect(data['videoNo']).toMatch(/^VI\d{18}$/);
	expect(data['videoStatus']).toBe('UNPARSE');
	expect(data['uploadTime']).toMatch(/^\d{13}$/);
	const next = dataOf(
		await postFields(sandbox, `${V1}/upload_url`, [['url', 'https://a.example/b.mp4']]),
	);
	const digits = [data, next].map(({ videoNo }) => String(videoNo).slice(2));
	expect(new Set(digits).size).toBe(2);
	expect(new Set(digits.map(Number)).size).toBe(1);
});

it('writes image ids with all their digits, as numbers or as strings', async () => {
	const numbers = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO, PHOTO]));
	const ids = [...numbers.text.matchAll(/"id":(\d{18})\}/g)].map(([, id]) => id);
	expect(new Set(ids).size).toBe(2);
	sandbox.settings.imageIds = 'string';
	const strings = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO]));
	sandbox.settings.imageIds = 'number';
	expect(strings.text).toMatch(/"data":\[\{"id":"\d{18}"\}\]/);
});

it('answers older generations in their own shapes', async () => {
	const v11 = await postForm(sandbox, '/serve/api/video/upload', form([CLIP]));
	expect(Object.keys(dataOf(v11))).toEqual(['videoNo', 'videoName']);
	expect(dataOf(v11)['videoNo']).toMatch(/^VI\d{18}$/);
	expect(dataOf(v11)['videoName']).toBe('clip');
	const url: [string, string] = ['url', 'https://a.example/dir/film.mp4'];
	const v11Url = await postFields(sandbox, '/serve/api/video/upload_url', [url]);
	expect(dataOf(v11Url)['videoName']).toBe('film');
	const v11List = dataOf(await postJson(sandbox, '/serve/api/video/list_videos', { size: 1 }));
	expect(v11List['total_count']).toBe('2');
	const v10 = await postForm(
		sandbox,
		`/api/serve/video/upload?callBackUri=${encodeURIComponent('https://a.example/')}`,
		form([CLIP]),
		{ authorization: `Bearer ${sandbox.key}` },
	);
	expect(dataOf(v10)['videoNo']).toMatch(/^mavi_video_\d{18}$/);
	expect(dataOf(v10)['duration']).toMatch(/^\d+$/);
	expect(v10.text).not.toContain('"success":true');
});

it('records what it refuses, body and all', async () => {
	await postForm(sandbox, `${V1}/upload`, form([CLIP]), { authorization: 'sk-mavi-wrong' });
	expect(sandbox.requests[0]?.files).toHaveLength(1);
	expect(sandbox.videos).toHaveLength(0);
});
