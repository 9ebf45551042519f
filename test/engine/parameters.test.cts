import type { INodeParameters } from 'n8n-workflow';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const scrape = { resource: 'video', operation: 'scrapePlatform', library: 'private' };
const images = { resource: 'image', operation: 'uploadImages' };

const withFields = (additionalFields: INodeParameters) => ({ ...uploadUrl, additionalFields });

function posts(count: number): string {
	return Array.from(
		{ length: count },
		(_, index) => `https://www.tiktok.com/@someone/video/${index}`,
	).join('\n');
}

function words(count: number): string {
	return Array.from({ length: count }, (_, index) => `tag${index}`).join(',');
}

function address(length: number): string {
	return 'https://n8n.example.com/webhook/'.padEnd(length, 'a');
}

async function run(parameters: INodeParameters) {
	const image = { content: Buffer.from('x'), fileName: 'a.png', mimeType: 'image/png' };
	return await runNode({
		parameters,
		items: [{ json: {} }, await binaryItem(image, 'memory')].slice(
			parameters.resource === 'image' ? 1 : 0,
			parameters.resource === 'image' ? 2 : 1,
		),
		credentials: account.credentials(),
	});
}

const refused: Array<[what: string, parameters: INodeParameters, message: RegExp]> = [
	['no URL', { ...uploadUrl, url: '={{ "" }}' }, /^URL/],
	['an expression that yields nothing', { ...uploadUrl, url: '={{ $json.missing }}' }, /^URL/],
	['a URL of another scheme', { ...uploadUrl, url: 'ftp://example.com/a.mp4' }, /^URL.*http/],
	['a URL without scheme', { ...uploadUrl, url: 'example.com/a.mp4' }, /^URL.*http/],
	['a URL that is an object', { ...uploadUrl, url: '={{ ({ a: 1 }) }}' }, /^URL/],
	['a callback without scheme', withFields({ callbackUrl: 'n8n.example.com' }), /^Callback URL/],
	['a callback that is too long', withFields({ callbackUrl: address(300) }), /^Callback URL.*299/],
	[
		'a callback that its reference makes too long',
		withFields({ callbackUrl: address(290), callbackReference: 'order-1042' }),
		/Callback URL.*299/,
	],
	['a reference alone', withFields({ callbackReference: 'order-1042' }), /^Callback Reference/],
	['a long camera model', withFields({ cameraModel: 'x'.repeat(201) }), /^Camera Model.*200/],
	['too many tags', withFields({ tags: words(21) }), /^Tags.*20/],
	['too many tags for images', { ...images, additionalFields: { tags: words(51) } }, /^Tags.*50/],
	['latitude alone', withFields({ latitude: 1 }), /Latitude.*Longitude/],
	['longitude alone', withFields({ longitude: 1 }), /Latitude.*Longitude/],
	['latitude out of range', withFields({ latitude: 90.1, longitude: 1 }), /^Latitude.*90/],
	['longitude out of range', withFields({ latitude: 1, longitude: -180.1 }), /^Longitude.*180/],
	[
		'latitude that is no number',
		withFields({ latitude: '={{ "north" }}', longitude: 1 }),
		/Latitude/,
	],
	['a folder that is no number', withFields({ folderId: 'Holidays' }), /^Folder ID/],
	[
		'a folder that has lost digits',
		withFields({ folderId: '={{ 671631448308117504 }}' }),
		/^Folder ID.*digits/,
	],
	[
		'a folder and a namespace at once',
		withFields({ folderId: '1', uniqueId: 'a' }),
		/(Folder ID.*Unique ID|Unique ID.*Folder ID)/,
	],
	[
		'a boolean that is none',
		withFields({ retainOriginalVideo: '={{ "perhaps" }}' }),
		/Retain Original Video/,
	],
	['no posts', { ...scrape, videoUrls: ' \n' }, /^Post URLs/],
	['too many posts', { ...scrape, videoUrls: posts(51) }, /^Post URLs.*50/],
	['a post that is no address', { ...scrape, videoUrls: '@someone' }, /^Post URLs.*http/],
	[
		'posts of two platforms',
		{ ...scrape, videoUrls: `${posts(1)}\nhttps://www.youtube.com/shorts/T2ThsydNQaM` },
		/^Post URLs.*one platform/,
	],
	['no binary data', uploadFile, /^Input Binary Field: this item has no file$/],
	['no binary field', { ...images, binaryPropertyNames: ' ' }, /^Input Binary Fields/],
	['a binary field that is not there', { ...images, binaryPropertyNames: 'x' }, /^Input Binary/],
];

it.each(refused)('refuses %s before anything is sent', async (_what, parameters, message) => {
	const result = await run(parameters);

	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(message);
	expect(account.sandbox.requests).toEqual([]);
});

const accepted: Array<[what: string, parameters: INodeParameters]> = [
	['the longest callback', withFields({ callbackUrl: address(299) })],
	['the longest camera model', withFields({ cameraModel: 'x'.repeat(200) })],
	['the most tags', withFields({ tags: words(20) })],
	['the most tags for images', { ...images, additionalFields: { tags: words(50) } }],
	['the most posts', { ...scrape, videoUrls: posts(50) }],
	['the poles', withFields({ latitude: -90, longitude: 180 })],
];

it.each(accepted)('accepts %s', async (_what, parameters) => {
	const result = await run(parameters);

	expect(result.error).toBeUndefined();
	expect(account.sandbox.requests).toHaveLength(1);
	expect(result.outputOf(nodeName)).toHaveLength(1);
});
