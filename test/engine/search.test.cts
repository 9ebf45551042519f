import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import type { Video } from '../sandbox/state.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { afterError, nodeName, runNode, runTool, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const search = { resource: 'video', operation: 'search' };
const SOURCES = {
	TIKTOK: 'https://www.tiktok.com/@user/video/1',
	YOUTUBE: 'https://youtu.be/1',
	INSTAGRAM: 'https://www.instagram.com/p/1',
};

/** Puts an indexed video into the library; it is found by its number and its tags. */
function add(videoNo: string, details: Partial<Video> = {}): void {
	account.sandbox.videos.push({
		...newVideo(videoNo, undefined, undefined),
		status: 'PARSE',
		...details,
	});
}

async function run(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	return await runNode({
		parameters: { ...search, ...parameters },
		credentials: account.credentials(),
		...options,
	});
}

/** Runs what has to succeed, and returns what came out of the node. */
async function succeed(
	parameters: INodeParameters,
	options?: Partial<NodeOptions>,
): Promise<INodeExecutionData[]> {
	const result = await run(parameters, options);
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result.outputOf(nodeName);
}

/** What comes out where Memories.ai answers as one of its documents, or an observer, has printed. */
async function outputFor(example: string, parameters: INodeParameters): Promise<unknown[]> {
	account.sandbox.fault({ kind: 'body', text: wireExample(example) });
	const output = await succeed({ query: 'anything', ...parameters });
	expect(output.every((item) => linkOf(item) === 0)).toBe(true);
	return output.map(({ json }) => json);
}

/** The body of an example request. */
function exampleBody(name: string): object {
	const { body } = JSON.parse(wireExample(name)) as { body: object };
	return body;
}

describe('what is sent', () => {
	it('to the private library is as documented', async () => {
		await succeed({
			query: ' boat in the ocean ',
			limit: 100,
			filters: {
				filteringLevel: 'medium',
				videoNos: 'VI635764894954369024',
				tag: 'test1',
				cameraModel: 'Canon EOS 5D',
				datetimeTaken: '2025-10-20 11:00:00',
				latitude: 88.88,
				longitude: 88.88,
			},
		});

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/search',
			query: [],
			json: exampleBody('search.request.json'),
		});
		expect(account.onlyRequest().contentType).toMatch(/^application\/json/);
		expect(account.onlyRequest().headers.authorization).toBe(account.sandbox.key);
	});

	it('to the public library is as documented', async () => {
		await succeed({
			library: 'public',
			query: 'Find sprint race with Usain Bolt',
			limit: 3,
			filters: { filteringLevel: 'medium' },
		});

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/search_public',
			query: [],
			json: exampleBody('search_public.request.json'),
		});
	});

	const cases: Array<[parameters: INodeParameters, sent: object]> = [
		[{}, { search_type: 'BY_CLIP', top_k: 50 }],
		[{ searchIn: 'scenes' }, { search_type: 'BY_CLIP', top_k: 50 }],
		[{ searchIn: 'speech' }, { search_type: 'BY_AUDIO', top_k: 50 }],
		[{ searchIn: 'captions' }, { search_type: 'BY_CAPTION', top_k: 50 }],
		[{ limit: 1000 }, { search_type: 'BY_CLIP', top_k: 1000 }],
		[
			{ searchIn: 'captions', limit: 200 },
			{ search_type: 'BY_CAPTION', top_k: 200 },
		],
		[{ library: 'public' }, { search_type: 'BY_VIDEO', top_k: 50, type: 'TIKTOK' }],
		[
			{ library: 'public', searchIn: 'speech', platform: 'YOUTUBE' },
			{ search_type: 'BY_AUDIO', top_k: 50, type: 'YOUTUBE' },
		],
		[
			{ library: 'public', platform: 'INSTAGRAM' },
			{ search_type: 'BY_VIDEO', top_k: 50, type: 'INSTAGRAM' },
		],
	];

	it.each(cases)('%j', async (parameters, sent) => {
		await succeed({ query: 'a', ...parameters });

		expect(account.onlyRequest().json).toEqual({ search_param: 'a', ...sent });
	});

	const filters: Array<[filters: INodeParameters, sent: object]> = [
		[{ cameraModel: 'Canon EOS 5D' }, { camera_tag: 'Canon EOS 5D' }],
		[{ datetimeTaken: '2026-10-20T11:00:00Z' }, { datetime_taken: '2026-10-20 13:00:00' }],
		[{ filteringLevel: 'low' }, { filtering_level: 'low' }],
		[{ filteringLevel: 'high' }, { filtering_level: 'high' }],
		[{ folderId: '-1' }, { folder_id: -1 }],
		[
			{ latitude: 0, longitude: -116.4 },
			{ latitude: 0, longitude: -116.4 },
		],
		[{ tag: 'sea side' }, { tag: 'sea side' }],
		[{ uniqueId: 'project 1' }, { unique_id: 'project 1' }],
		[{ videoNos: 'VI1, VI2' }, { video_nos: ['VI1', 'VI2'] }],
		[{ videoNos: '={{ ["VI1"] }}' }, { video_nos: ['VI1'] }],
		[{ videoNos: '', tag: ' ' }, {}],
	];

	it.each(filters)('the filter %j', async (given, sent) => {
		await succeed({ query: 'a', filters: given }, { timezone: 'Europe/Berlin' });

		expect(account.onlyRequest().json).toEqual({
			search_param: 'a',
			search_type: 'BY_CLIP',
			top_k: 50,
			...sent,
		});
	});

	it('keeps every digit of a folder', async () => {
		await succeed({ query: 'a', filters: { folderId: '671631448308117504' } });

		expect(account.onlyRequest().body).toMatch(/"folder_id":\s*671631448308117504[,}]/);
	});
});

describe('what comes out', () => {
	it.each([
		['search.response.by-clip.json', {}],
		['search_public.response.json', { library: 'public' }],
	])('of %s: times are numbers', async (example, parameters) => {
		const [hit] = await outputFor(example, parameters);

		expect(hit).toEqual({
			videoNo: expect.stringMatching(/^(VI|PI-)\d{18}$/) as string,
			videoName: expect.any(String) as string,
			startTime: example.includes('public') ? 23 : 13,
			endTime: example.includes('public') ? 27 : 18,
			text: '...matched transcript text...',
			score: expect.any(Number) as number,
		});
	});

	it('of a hit without times and score: they are not there', async () => {
		expect(await outputFor('search.response.null-times-observed.json', {})).toEqual([
			{ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' },
		]);
	});

	it('of captions: the same names', async () => {
		add('VI1', { tags: ['door'] });
		const [item] = await succeed({ query: 'door', searchIn: 'captions' });

		expect(item?.json).toEqual({
			videoNo: 'VI1',
			startTime: 0.5,
			endTime: 6,
			text: 'One sees door.',
			score: 1,
		});
	});

	it('of speech: what is said', async () => {
		add('VI1', { tags: ['door'] });
		const [item] = await succeed({ query: 'door', searchIn: 'speech' });

		expect(item?.json).toMatchObject({ videoNo: 'VI1', text: 'They speak of door.' });
	});

	it('is best first, whatever the order of the reply; what has no score is last', async () => {
		const hits = [{ score: 0.1 }, { score: '0.9' }, { score: 'null' }, { score: 0.5 }].map(
			(hit, index) => ({ videoNo: `VI${index}`, ...hit }),
		);
		account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data: hits }) });
		const output = await succeed({ query: 'a' });

		expect(output.map(({ json }) => json.videoNo)).toEqual(['VI1', 'VI3', 'VI0', 'VI2']);
	});

	it('is no more than the limit', async () => {
		for (const videoNo of ['VI1', 'VI2', 'VI3']) add(videoNo, { tags: ['door'] });
		expect(await succeed({ query: 'door', limit: 2 })).toHaveLength(2);

		account.sandbox.fault({
			kind: 'body',
			text: JSON.stringify({ code: '0000', data: [{ videoNo: 'VI1' }, { videoNo: 'VI2' }] }),
		});
		expect(await succeed({ query: 'door', limit: 1 })).toHaveLength(1);
	});

	it.each(['[]', 'null'])('is nothing where nothing is found: %s', async (data) => {
		account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}` });

		expect(await succeed({ query: 'a' })).toEqual([]);
	});

	it.each(['{}', '"none"', '{"item":[]}', '7'])('is red where it is no list: %s', async (data) => {
		account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}` });
		const { error } = await run({ query: 'a', options: { maxRetries: 0 } });

		expect(error?.message).toContain('unreadable');
	});

	it('is linked to the item that asked, of several', async () => {
		add('VI1', { tags: ['door'] });
		add('VI2', { tags: ['boat', 'door'] });
		const output = await succeed(
			{ query: '={{ $json.for }}' },
			{ items: ['boat', 'nothing', 'door'].map((word) => ({ json: { for: word } })) },
		);

		expect(
			output.map(({ json, ...item }) => [linkOf(item as INodeExecutionData), json.videoNo]),
		).toEqual([
			[0, 'VI2'],
			[2, 'VI2'],
			[2, 'VI1'],
		]);
	});

	it('of the public library is of its platform', async () => {
		for (const [platform, sourceUrl] of Object.entries(SOURCES)) {
			add(`PI-${platform}`, { uniqueId: undefined, sourceUrl, tags: ['door'] });
		}
		add('VI1', { tags: ['door'] });
		const output = await succeed({ query: 'door', library: 'public', platform: 'YOUTUBE' });

		expect(output.map(({ json }) => json.videoNo)).toEqual(['PI-YOUTUBE']);
	});
});

it('the videoNo of a hit fits Get as it is', async () => {
	add('VI1', { tags: ['door'] });
	const [hit] = await succeed({ query: 'door' });
	const result = await run(
		{ operation: 'get', videoNo: '={{ $json.videoNo }}' },
		{ items: [hit ?? { json: {} }] },
	);

	expect(result.outputOf(nodeName)).toMatchObject([{ json: { videoNo: 'VI1' } }]);
});

const refused: Array<[parameters: INodeParameters, words: RegExp]> = [
	[{ query: ' ' }, /^Query is empty/],
	[{ query: '={{ $json.missing }}' }, /^Query is empty/],
	[{ query: '={{ ({}) }}' }, /^Query/],
	[{ limit: 1001 }, /^Limit.*1000/],
	[{ limit: '={{ 0 }}' }, /^Limit/],
	[{ limit: '={{ "" }}' }, /^Limit/],
	[{ searchIn: 'captions', limit: 201 }, /^Limit.*200/],
	[{ searchIn: '={{ "smells" }}' }, /^Search In/],
	[{ library: 'public', searchIn: '={{ "captions" }}' }, /^Search In/],
	[{ library: 'public', platform: '={{ "VIMEO" }}' }, /^Platform/],
	[{ library: '={{ "both" }}' }, /^Library/],
	[{ filters: { latitude: 1 } }, /^Latitude and Longitude/],
	[{ filters: { uniqueId: 'a', folderId: '1' } }, /^Unique ID and Folder ID/],
	[{ filters: { datetimeTaken: 'yesterday' } }, /^Date Taken/],
	[
		{ filters: { videoNos: Array.from({ length: 101 }, (_, index) => `VI${index}`).join() } },
		/^Video Numbers.*100/,
	],
	[{ output: 'fields', fields: [] }, /^Fields is empty/],
	[{ output: 'fields', fields: '={{ ["smell"] }}' }, /^Fields.*"smell"/],
	[{ output: '={{ "all" }}' }, /^Output/],
];

it.each(refused)('%j is refused before anything is sent', async (parameters, words) => {
	const result = await run({ query: 'a', ...parameters });

	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});

it('a refusal under HTTP 200 is red, with its code', async () => {
	account.sandbox.fault({ kind: 'code', code: '0402', msg: 'Not enough credits.' });
	const result = await run({ query: 'a' });

	expect(result.status).toBe('error');
	expect(result.error?.message).toMatch(/Not enough credits[^]*0402/);
});

it('with On Error: Continue, the item that is refused carries it, and the others are searched', async () => {
	add('VI1', { tags: ['door'] });
	const result = await run(
		{ query: '={{ $json.for }}' },
		{
			items: ['', 'door'].map((word) => ({ json: { for: word } })),
			onError: 'continueErrorOutput',
		},
	);

	expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
	expect(result.outputOf(afterError)).toMatchObject([
		{ json: { error: { message: 'Query is empty' } } },
	]);
});

it.each(['classic', 'engine'] as const)(
	'an agent (%s) is told the hits, in short',
	async (agent) => {
		add('VI1', { tags: ['door'] });
		const { told } = await runTool({
			parameters: { ...search, query: "={{ $fromAI('query', 'What to look for', 'string') }}" },
			credentials: account.credentials(),
			agent,
			calls: [{ query: 'door' }],
		});

		expect(told).toEqual([expect.stringMatching(/"videoNo":"VI1"[^]*"startTime":0.5,"endTime":6/)]);
		expect(told[0]).not.toContain('bucket');
	},
);
