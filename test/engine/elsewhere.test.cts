import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** What belongs into another field, node or operation is said so before anything is sent. */
const account = useSandbox();

async function refusalOf(
	parameters: INodeParameters,
	more: { item?: INodeExecutionData; baseUrl?: string } = {},
) {
	const { item = { json: {} }, ...changed } = more;
	const result = await runNode({
		parameters: { resource: 'video', library: 'private', ...parameters },
		items: [item],
		credentials: account.credentials(changed),
	});
	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(account.sandbox.requests).toEqual([]);
	return result.error;
}

const post = 'https://www.tiktok.com/@someone/video/7543017294226558221';
const profile = 'https://www.tiktok.com/@someone';
const file = 'https://example.com/a.mp4';

it.each([
	[{ operation: 'uploadUrl', url: post }, 'URL: this is a TikTok post; use Scrape Platform'],
	[{ operation: 'uploadUrl', url: profile }, 'URL: this is a TikTok profile; use Scrape Creator'],
	[
		{ operation: 'scrapePlatform', videoUrls: [post, profile] },
		'Post URLs: this is a TikTok profile; use Scrape Creator',
	],
	[
		{ operation: 'scrapePlatform', videoUrls: file },
		'Post URLs: this is a direct link to a video file; use Upload URL',
	],
	[
		{ operation: 'scrapeCreator', creatorUrl: post },
		'Creator URL: this is a TikTok post; use Scrape Platform',
	],
])('%j', async (parameters, message) => {
	expect(await refusalOf(parameters)).toMatchObject({ message });
});

it('a Callback URL that only this network knows', async () => {
	const callbackUrl = 'http://localhost:5678/webhook/1/webhook';
	const upload = { operation: 'uploadUrl', url: file, additionalFields: { callbackUrl } };
	const error = await refusalOf(upload, { baseUrl: 'https://api.memories.ai' });

	expect(error?.message).toMatch(/^Callback URL: Memories.ai cannot reach localhost/);
	expect(error?.description).toMatch(/WEBHOOK_URL/);
});

const uploadFile = { operation: 'uploadFile' };

it('an item without a file', async () => {
	expect(await refusalOf(uploadFile)).toMatchObject({
		message: 'Input Binary Field: this item has no file',
		description: expect.stringMatching(/^Put a node that outputs a file before/) as string,
	});
});

it('a file of another name', async () => {
	const video = { content: Buffer.from('x'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	const item = await binaryItem(video, 'memory');
	const parameters = { ...uploadFile, binaryPropertyName: 'video' };

	expect(await refusalOf(parameters, { item })).toMatchObject({
		message: 'Input Binary Field: this item has no file in "video"',
		description: 'It has files in: data. Enter one of these names.',
	});
});
