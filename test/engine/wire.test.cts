import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Pair, RequestRecord } from '../sandbox/recorder.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const video = Buffer.from('a video, as far as the sandbox is concerned');
const picture = Buffer.from('an image, as far as the sandbox is concerned');

async function videoItem(): Promise<INodeExecutionData> {
	const file = { content: video, fileName: 'clip.mp4', mimeType: 'video/mp4' };
	return await binaryItem(file, 'memory');
}

async function imageItem(fileName = 'photo.jpg'): Promise<INodeExecutionData> {
	return await binaryItem({ content: picture, fileName, mimeType: 'image/jpeg' }, 'memory');
}

/** Runs one operation that has to succeed, and returns what came out of the node. */
async function run(
	parameters: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
): Promise<INodeExecutionData[]> {
	const result = await runNode({ parameters, items, credentials: account.credentials() });
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result.outputOf(nodeName);
}

/** An exact length, never chunked: some of the vendor's gateways refuse a body without one. */
function expectExactLength(request: RequestRecord): void {
	expect(request.complete).toBe(true);
	expect(request.headers['transfer-encoding']).toBeUndefined();
	expect(request.contentLength).toBeGreaterThan(0);
	if (request.body !== undefined) {
		expect(request.contentLength).toBe(Buffer.byteLength(request.body));
	}
}

const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const scrape = (library: string) => ({
	resource: 'video',
	operation: 'scrapePlatform',
	library,
	videoUrls: 'https://www.youtube.com/shorts/T2ThsydNQaM',
});
const uploadImages = { resource: 'image', operation: 'uploadImages' };

type Case = [fields: INodeParameters, sent: Pair[]];

const captureCases: Case[] = [
	[{ uniqueId: 'project 1' }, [['unique_id', 'project 1']]],
	[{ datetimeTaken: '2026-10-20 11:00:00' }, [['datetime_taken', '2026-10-20 11:00:00']]],
	[{ cameraModel: 'Canon EOS 5D' }, [['camera_model', 'Canon EOS 5D']]],
	[
		{ latitude: 39.9042, longitude: -116.4074 },
		[
			['latitude', '39.9042'],
			['longitude', '-116.4074'],
		],
	],
	[
		{ latitude: 0, longitude: 0 },
		[
			['latitude', '0'],
			['longitude', '0'],
		],
	],
	[
		{ latitude: 0.0000001, longitude: 180 },
		[
			['latitude', '0.0000001'],
			['longitude', '180'],
		],
	],
	[{ tags: 'holiday' }, [['tags', 'holiday']]],
	[
		{ tags: 'holiday, Straße 🏖' },
		[
			['tags', 'holiday'],
			['tags', 'Straße 🏖'],
		],
	],
];

const videoCases: Case[] = [
	...captureCases,
	[
		{ callbackUrl: 'https://n8n.example.com/webhook/6f?a=1&b=2' },
		[['callback', 'https://n8n.example.com/webhook/6f?a=1&b=2']],
	],
	[{ folderId: '671631448308117504' }, [['folder_id', '671631448308117504']]],
	[{ folderId: '-1' }, [['folder_id', '-1']]],
	[{ retainOriginalVideo: true }, [['retain_original_video', 'true']]],
	[{ retainOriginalVideo: false }, [['retain_original_video', 'false']]],
	[
		{ videoTranscriptionPrompt: 'Only names & places,\nplease' },
		[['video_transcription_prompt', 'Only names & places,\nplease']],
	],
	[{}, []],
	[{ uniqueId: '', tags: '', datetimeTaken: '', cameraModel: '' }, []],
];

/** Line breaks travel as CRLF in forms of both kinds; which one does not matter to anyone. */
function sorted(pairs: Pair[]): Pair[] {
	return pairs
		.map(([name, value]): Pair => [name, value.replace(/\r\n/g, '\n')])
		.sort(([a], [b]) => a.localeCompare(b));
}

describe('Upload File', () => {
	it.each(videoCases)('sends %j', async (additionalFields, sent) => {
		await run({ ...uploadFile, additionalFields }, [await videoItem()]);
		const request = account.onlyRequest();

		expect(request.method).toBe('POST');
		expect(request.path).toBe('/serve/api/v1/upload');
		expect(request.query).toEqual([]);
		expect(request.contentType).toMatch(/^multipart\/form-data; boundary=/);
		expect(request.headers.authorization).toBe(account.sandbox.key);
		expectExactLength(request);
		expect(sorted(request.fields)).toEqual(sorted(sent));
		expect(request.files).toMatchObject([
			{ field: 'file', filename: 'clip.mp4', mimetype: 'video/mp4', size: video.length },
		]);
	});

	it('puts out the reply of each item', async () => {
		const output = await run(uploadFile, [await videoItem(), await videoItem()]);

		expect(output).toHaveLength(2);
		for (const [index, item] of output.entries()) {
			expect(item.json).toEqual({
				videoNo: expect.stringMatching(/^VI\d+$/) as string,
				videoName: expect.any(String) as string,
				videoStatus: 'UNPARSE',
				uploadTime: expect.stringMatching(/^\d{13}$/) as string,
			});
			expect(linkOf(item)).toBe(index);
		}
		expect(new Set(output.map((item) => item.json.videoNo)).size).toBe(2);
	});

	it('takes the file from the field that is named', async () => {
		const { binary } = await videoItem();
		const item: INodeExecutionData = { json: {}, binary: { movie: { ...binary?.data } as never } };
		await run({ ...uploadFile, binaryPropertyName: 'movie' }, [item]);

		expect(account.onlyRequest().files).toHaveLength(1);
	});
});

describe('Upload URL', () => {
	it.each(videoCases)('sends %j', async (additionalFields, sent) => {
		await run({ ...uploadUrl, additionalFields });
		const request = account.onlyRequest();

		expect(request.method).toBe('POST');
		expect(request.path).toBe('/serve/api/v1/upload_url');
		expect(request.query).toEqual([]);
		expect(request.contentType).toMatch(/^application\/x-www-form-urlencoded/);
		expect(request.headers.authorization).toBe(account.sandbox.key);
		expectExactLength(request);
		expect(sorted(request.fields)).toEqual(sorted([['url', 'https://example.com/a.mp4'], ...sent]));
	});

	it('leaves an address with a query and a comma as it is', async () => {
		const url = 'https://example.com/a,b/clip.mp4?sig=a%2Bb%3D&list=1,2#t=3';
		await run({ ...uploadUrl, url });

		expect(account.onlyRequest().fields).toEqual([['url', url]]);
	});

	it('puts out the reply of each item', async () => {
		const items = [
			{ json: { at: 'https://example.com/1.mp4' } },
			{ json: { at: 'https://example.com/2.mp4' } },
		];
		const output = await run({ ...uploadUrl, url: '={{ $json.at }}' }, items);

		// They are sent at the same time, in no order.
		expect(account.sandbox.requests.map(({ fields }) => fields).sort()).toEqual([
			[['url', 'https://example.com/1.mp4']],
			[['url', 'https://example.com/2.mp4']],
		]);
		expect(output.map(({ json }) => json.videoNo)).toEqual([
			expect.stringMatching(/^VI\d+$/),
			expect.stringMatching(/^VI\d+$/),
		]);
		expect(output.map(linkOf)).toEqual([0, 1]);
	});
});

describe('a reference for the callback', () => {
	it('travels in the callback URL', async () => {
		await run({
			...uploadUrl,
			additionalFields: {
				callbackUrl: 'https://n8n.example.com/webhook/6f',
				callbackReference: 'order 1042&Ü',
			},
		});
		const [, callback = ''] =
			account.onlyRequest().fields.find(([name]) => name === 'callback') ?? [];
		const url = new URL(callback);

		expect(url.origin + url.pathname).toBe('https://n8n.example.com/webhook/6f');
		expect([...url.searchParams.values()]).toContain('order 1042&Ü');
	});
});

describe('Scrape Platform', () => {
	const video_urls = ['https://www.youtube.com/shorts/T2ThsydNQaM'];
	const cases: Array<[library: string, fields: INodeParameters, sent: object]> = [
		['private', {}, {}],
		['private', { uniqueId: 'project 1' }, { unique_id: 'project 1' }],
		['private', { quality: '1080' }, { quality: '1080' }],
		[
			'private',
			{ callbackUrl: 'https://n8n.example.com/webhook/6f' },
			{ callback_url: 'https://n8n.example.com/webhook/6f' },
		],
		['public', {}, {}],
		['public', { quality: '2160' }, { quality: '2160' }],
		[
			'public',
			{ callbackUrl: 'https://n8n.example.com/webhook/6f' },
			{ callback_url: 'https://n8n.example.com/webhook/6f' },
		],
	];

	it.each(cases)('to the %s library sends %j', async (library, additionalFields, sent) => {
		const output = await run({ ...scrape(library), additionalFields });
		const request = account.onlyRequest();

		expect(request.method).toBe('POST');
		expect(request.path).toBe(
			library === 'private' ? '/serve/api/v1/scraper_url' : '/serve/api/v1/scraper_url_public',
		);
		expect(request.query).toEqual([]);
		expect(request.contentType).toMatch(/^application\/json/);
		expect(request.headers.authorization).toBe(account.sandbox.key);
		expectExactLength(request);
		expect(request.json).toEqual({ video_urls, ...sent });
		expect(output).toMatchObject([{ json: { taskId: expect.any(String) as string } }]);
		expect(output.map(linkOf)).toEqual([0]);
	});

	it.each(['671631448308117504', '={{ "671631448308117504" }}'])(
		'sends the folder %s as a number with all its digits',
		async (folderId) => {
			await run({ ...scrape('private'), additionalFields: { folderId } });

			expect(account.onlyRequest().body).toMatch(/"folder_id":\s*671631448308117504[,}]/);
		},
	);
});

describe('Upload Images', () => {
	it.each([...captureCases, [{}, []] satisfies Case])(
		'sends %j',
		async (additionalFields, sent) => {
			await run({ ...uploadImages, additionalFields }, [await imageItem()]);
			const request = account.onlyRequest();

			expect(request.method).toBe('POST');
			expect(request.path).toBe('/serve/api/v1/upload_img');
			expect(request.contentType).toMatch(/^multipart\/form-data; boundary=/);
			expect(request.headers.authorization).toBe(account.sandbox.key);
			expectExactLength(request);
			expect(sorted(request.fields)).toEqual(sorted(sent));
			expect(request.files).toMatchObject([
				{ field: 'files', filename: 'photo.jpg', mimetype: 'image/jpeg', size: picture.length },
			]);
		},
	);

	it.each(['number', 'string'] as const)(
		'keeps every digit of ids sent as %s',
		async (imageIds) => {
			account.sandbox.settings.imageIds = imageIds;
			const files = await Promise.all(Array.from({ length: 16 }, async () => await imageItem()));
			const output = await run({ ...uploadImages, requestMode: 'allItems' }, files);
			const ids = output.map(({ json }) => (typeof json.id === 'string' ? json.id : 'no text'));

			expect(ids.every((id) => /^\d{18}$/.test(id))).toBe(true);
			// Rounded to a JavaScript number, an id of this size ends in a multiple of 64.
			expect(ids.some((id) => BigInt(id) % 64n !== 0n)).toBe(true);
			expect(new Set(ids).size).toBe(16);
		},
	);

	it('sends one request per item', async () => {
		const items = [await imageItem('a.jpg'), await imageItem('b.jpg')];
		const output = await run({ ...uploadImages, requestMode: 'perItem' }, items);

		// They are sent at the same time, in no order.
		expect(
			account.sandbox.requests.map(({ files }) => files.map((file) => file.filename)).sort(),
		).toEqual([['a.jpg'], ['b.jpg']]);
		expect(output.map(({ json }) => json.fileName)).toEqual(['a.jpg', 'b.jpg']);
		expect(output.map(linkOf)).toEqual([0, 1]);
	});

	it('sends several images of one item together', async () => {
		const first = await imageItem('a.jpg');
		const second = await imageItem('b.jpg');
		const both: INodeExecutionData = {
			json: {},
			binary: { front: first.binary?.data as never, back: second.binary?.data as never },
		};
		const output = await run({ ...uploadImages, binaryPropertyNames: 'front, back' }, [both]);

		expect(account.onlyRequest().files.map(({ filename }) => filename)).toEqual(['a.jpg', 'b.jpg']);
		expect(output.map(({ json }) => json.fileName)).toEqual(['a.jpg', 'b.jpg']);
		expect(output.map(linkOf)).toEqual([0, 0]);
	});

	it('sends the images of all items in one request', async () => {
		const items = [await imageItem('a.jpg'), await imageItem('b.jpg'), await imageItem('c.jpg')];
		const output = await run({ ...uploadImages, requestMode: 'allItems' }, items);

		expect(account.onlyRequest().files.map(({ filename }) => filename)).toEqual([
			'a.jpg',
			'b.jpg',
			'c.jpg',
		]);
		expect(output.map(({ json }) => json.fileName)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
		expect(new Set(output.map(({ json }) => json.id)).size).toBe(3);
		expect(output.map(linkOf)).toEqual([0, 1, 2]);
	});
});
