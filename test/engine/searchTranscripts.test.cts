import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import type { Video } from '../sandbox/state.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const search = { resource: 'transcript', operation: 'search', query: '={{ $json.query }}' };

function add(videoNo: string, speech: string[], details: Partial<Video> = {}): void {
	account.sandbox.videos.push({
		...newVideo(videoNo, undefined, undefined),
		videoName: `name of ${videoNo}`,
		status: 'PARSE',
		speech: speech.map((content, start) => ({ start, end: start + 1, content })),
		...details,
	});
}

async function run(parameters: INodeParameters = {}, options: Partial<NodeOptions> = {}) {
	return await runNode({
		parameters: { ...search, ...parameters },
		items: [{ json: { query: 'love' } }],
		credentials: account.credentials(),
		...options,
	});
}

/** Runs what has to succeed, and returns what came out of the node. */
async function succeed(
	parameters?: INodeParameters,
	options?: Partial<NodeOptions>,
): Promise<INodeExecutionData[]> {
	const result = await run(parameters, options);
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result.outputOf(nodeName);
}

const jsonOf = (output: INodeExecutionData[]) => output.map(({ json }) => json);
const queries = () => account.sandbox.requests.map(({ query }) => Object.fromEntries(query));

it('sends what is documented', async () => {
	const documented = JSON.parse(wireExample('search_audio_transcripts.request.json')) as {
		method: string;
		url: string;
		query: Record<string, string>;
	};
	const { query, unique_id: uniqueId = '', page_size: limit = '' } = documented.query;
	await succeed({ query, limit: Number(limit), additionalFields: { uniqueId } });

	const { method, path } = account.onlyRequest();
	expect(method).toBe(documented.method);
	expect(path).toBe(new URL(documented.url).pathname);
	expect(queries()).toEqual([documented.query]);
});

it.each([
	['private', '/serve/api/v1/search_audio_transcripts'],
	['public', '/serve/api/v1/search_public_audio_transcripts'],
])('asks the %s library, without a Unique ID', async (library, path) => {
	await succeed({ library });

	expect(account.onlyRequest()).toMatchObject({ method: 'GET', path });
	expect(queries()).toEqual([{ query: 'love', page: '1', page_size: '50' }]);
});

it.each([
	[
		'search_audio_transcripts.response.json',
		{
			videoNo: 'VI576925607808602112',
			videoName: '1920447021987282945',
			startTime: 13,
			text: '... where is the love ...',
			video_bucket: 'mavi-resource',
			video_blob: 'VI576925607808602112.mp4',
		},
	],
	[
		'search_audio_transcripts.response.string-count.json',
		{ videoNo: 'VI576925607808602112', startTime: 13 },
	],
	[
		'search_audio_transcripts.response.observed.json',
		{
			videoNo: 'VI625685456915968000',
			videoName: 'Top 5 Most-Watched Live Sketches | Season 50 | Saturday Night Live',
			startTime: 34,
			text: "And welcome back. You're watching WANU Midday News.",
		},
	],
	[
		'search_public_audio_transcripts.response.json',
		{ videoNo: 'PI-600947902470296459', startTime: 23, video_blob: '<scraper-id>.mp4' },
	],
])('puts out an item for each hit of %s', async (example, hit) => {
	account.sandbox.fault({ kind: 'body', text: wireExample(example) });
	const output = await succeed();

	expect(jsonOf(output)).toMatchObject([hit]);
	expect(output.map(linkOf)).toEqual([0]);
});

it('leaves out a time that is none', async () => {
	const videos = [{ videoNo: 'VI1', startTime: 'null', audio_ts: 'love' }];
	account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data: { videos } }) });

	expect(jsonOf(await succeed())).toEqual([{ videoNo: 'VI1', text: 'love' }]);
});

it.each(['null', '{"videos":[],"total_count":"0"}'])(
	'nothing found, no items: %s',
	async (data) => {
		account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}` });

		expect(await succeed()).toEqual([]);
	},
);

it('finds all places of a video, for each item and linked to it', async () => {
	add('VI1', ['love', 'no', 'Lovely']);
	add('VI2', ['hate']);
	add('VI3', ['love'], { uniqueId: 'elsewhere' });
	const output = await succeed(
		{},
		{
			items: [{ json: { query: 'love' } }, { json: { query: 'joy' } }, { json: { query: 'hate' } }],
		},
	);

	expect(output.map(({ json }) => [json.videoNo, json.startTime])).toEqual([
		['VI1', 0],
		['VI1', 2],
		['VI2', 0],
	]);
	expect(output.map(linkOf)).toEqual([0, 0, 2]);
});

it('searches in the Unique ID that is given', async () => {
	add('VI1', ['love'], { uniqueId: 'project 1' });

	expect(await succeed({ additionalFields: { uniqueId: 'project 1' } })).toHaveLength(1);
	expect(await succeed()).toEqual([]);
});

it('the public library has no namespaces', async () => {
	add('PI-1', ['love'], { uniqueId: undefined });
	const output = await succeed({ library: 'public', additionalFields: { uniqueId: 'a' } });

	expect(output.map(({ json }) => json.videoNo)).toEqual(['PI-1']);
	expect(queries()).toEqual([{ query: 'love', page: '1', page_size: '50' }]);
});

describe('how many', () => {
	const limits: Array<[there: number, parameters: INodeParameters, pages: string[], out: number]> =
		[
			[60, {}, ['50'], 50],
			[60, { limit: 7 }, ['7'], 7],
			[60, { returnAll: true }, ['500'], 60],
			[501, { returnAll: true }, ['500', '500'], 501],
			[700, { limit: 600 }, ['500', '500'], 600],
		];

	it.each(limits)('of %i: %j', async (there, parameters, sizes, out) => {
		add(
			'VI1',
			Array.from({ length: there }, (_, index) => `love ${index}`),
		);
		const output = await succeed(parameters);

		expect(output.map(({ json }) => json.text)).toEqual(
			Array.from({ length: out }, (_, index) => `love ${index}`),
		);
		expect(queries().map(({ page, page_size: size }) => [page, size])).toEqual(
			sizes.map((size, page) => [String(page + 1), size]),
		);
	});
});

it.each<[parameters: INodeParameters, words: RegExp]>([
	[{ query: '={{ $json.missing }}' }, /^Query is empty/],
	[{ library: '={{ "city" }}' }, /^Library must be private or public/],
	[{ limit: '={{ 0 }}' }, /^Limit/],
])('%j is refused before anything is sent', async (parameters, words) => {
	const { error } = await run(parameters);

	expect(error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});

it('a refusal is red, although it comes with HTTP 200', async () => {
	account.sandbox.fault({ kind: 'code', code: '0402', msg: 'Not enough credits.' });
	const { error } = await run();

	expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '0402' });
});
