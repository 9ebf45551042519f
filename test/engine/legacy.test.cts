import type { INodeParameters } from 'n8n-workflow';
import { afterSuccess, binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const callbackUrl = 'https://n8n.example.com/webhook/6f?a=1&b=2';
const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };

async function run(apiVersion: string, parameters: INodeParameters) {
	const file = { content: Buffer.from('a video'), fileName: 'clip.mp4', mimeType: 'video/mp4' };
	return await runNode({
		parameters,
		items: [await binaryItem(file, 'memory')],
		credentials: account.credentials({ apiVersion }),
	});
}

describe('v1.1', () => {
	it('uploads a file with the key alone and the callback in the body', async () => {
		const result = await run('v1.1', { ...uploadFile, additionalFields: { callbackUrl } });
		const request = account.onlyRequest();

		expect(result.error).toBeUndefined();
		expect(request).toMatchObject({ method: 'POST', path: '/serve/api/video/upload', query: [] });
		expect(request.headers.authorization).toBe(account.sandbox.key);
		expect(request.contentType).toMatch(/^multipart\/form-data; boundary=/);
		expect(request.contentLength).toBeGreaterThan(0);
		expect(request.fields).toEqual([['callback', callbackUrl]]);
		expect(request.files).toMatchObject([{ field: 'file', filename: 'clip.mp4' }]);
		expect(result.outputOf(afterSuccess)).toMatchObject([
			{ json: { videoNo: expect.stringMatching(/^VI\d+$/) as string } },
		]);
	});

	it('uploads from a URL', async () => {
		const result = await run('v1.1', { ...uploadUrl, additionalFields: { callbackUrl } });
		const request = account.onlyRequest();

		expect(result.error).toBeUndefined();
		expect(request).toMatchObject({ path: '/serve/api/video/upload_url', query: [] });
		expect(request.headers.authorization).toBe(account.sandbox.key);
		expect(request.contentType).toMatch(/^application\/x-www-form-urlencoded/);
		expect(new Map(request.fields)).toEqual(
			new Map([
				['url', 'https://example.com/a.mp4'],
				['callback', callbackUrl],
			]),
		);
	});
});

describe('v1.0', () => {
	it('uploads a file with a Bearer token and the callback in the query', async () => {
		const result = await run('v1.0', { ...uploadFile, additionalFields: { callbackUrl } });
		const request = account.onlyRequest();

		expect(result.error).toBeUndefined();
		expect(request).toMatchObject({ method: 'POST', path: '/api/serve/video/upload' });
		expect(request.query).toEqual([['callBackUri', callbackUrl]]);
		expect(request.headers.authorization).toBe(`Bearer ${account.sandbox.key}`);
		expect(request.fields).toEqual([]);
		expect(request.files).toMatchObject([{ field: 'file', filename: 'clip.mp4' }]);
	});

	it('puts out the duration, which only this version sends', async () => {
		const result = await run('v1.0', uploadFile);

		expect(account.onlyRequest().query).toEqual([]);
		expect(result.outputOf(afterSuccess)).toMatchObject([
			{
				json: {
					videoNo: expect.stringMatching(/^mavi_video_\d+$/) as string,
					videoStatus: 'UNPARSE',
					duration: '12',
				},
			},
		]);
	});
});

describe('what a legacy version lacks is refused before anything is sent', () => {
	const scrape = {
		resource: 'video',
		operation: 'scrapePlatform',
		videoUrls: 'https://www.youtube.com/shorts/T2ThsydNQaM',
	};
	const cases: Array<[version: string, what: INodeParameters, names: RegExp]> = [
		['v1.0', uploadUrl, /Current/],
		['v1.0', { ...scrape, library: 'private' }, /Current/],
		['v1.1', { ...scrape, library: 'public' }, /Current/],
		['v1.1', { resource: 'image', operation: 'uploadImages' }, /Current/],
		['v1.1', { ...uploadFile, additionalFields: { tags: 'a' } }, /Tags[^]*Current/],
		['v1.1', { ...uploadUrl, additionalFields: { uniqueId: 'a' } }, /Unique ID[^]*Current/],
		['v1.0', { ...uploadFile, additionalFields: { cameraModel: 'a' } }, /Camera Model[^]*Current/],
	];

	it.each(cases)('%s: %j', async (version, parameters, words) => {
		const file = { content: Buffer.from('an image'), fileName: 'a.jpg', mimeType: 'image/jpeg' };
		const result =
			parameters.resource === 'image'
				? await runNode({
						parameters,
						items: [await binaryItem(file, 'memory')],
						credentials: account.credentials({ apiVersion: version }),
					})
				: await run(version, parameters);

		expect(result.error?.name).toBe('NodeOperationError');
		expect(`${result.error?.message ?? ''} ${result.error?.description ?? ''}`).toMatch(words);
		expect(account.sandbox.requests).toEqual([]);
	});
});
