import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Pair } from '../sandbox/recorder.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import type { BinaryFile } from './binary.cjs';
import { binaryItem, nodeName, runNode, runTool } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const byImage = { resource: 'video', operation: 'searchByImage' };
const clips = { resource: 'video', operation: 'findClips', videoNo: 'VI1', prompt: 'the door' };

const path = join(__dirname, '../fixtures/photo.png');
const photo: BinaryFile = { content: { path }, fileName: 'query.png', mimeType: 'image/png' };

function add(videoNo: string, uniqueId: string | undefined = 'default'): void {
	account.sandbox.videos.push({
		...newVideo(videoNo, undefined, 'https://youtu.be/1'),
		uniqueId,
		status: 'PARSE',
	});
}

async function run(parameters: INodeParameters, items?: INodeExecutionData[]) {
	return await runNode({
		parameters,
		items: items ?? [await binaryItem(photo, 'filesystem')],
		binaryMode: 'filesystem',
		credentials: account.credentials(),
	});
}

async function succeed(parameters: INodeParameters, items?: INodeExecutionData[]) {
	const result = await run(parameters, items);
	expect(result.error).toBeUndefined();
	return result.outputOf(nodeName);
}

/** What comes out where Memories.ai answers as one of its documents, or an observer, has printed. */
async function outputFor(example: string, parameters: INodeParameters) {
	account.sandbox.fault({ kind: 'body', text: wireExample(example) });
	return (await succeed(parameters)).map(({ json }) => json);
}

/** The fields and the file of an example request. */
function exampleOf(name: string) {
	const { fields, files } = JSON.parse(wireExample(name)) as {
		fields: Pair[];
		files: Array<{ name: string; filename: string; contentType: string }>;
	};
	return {
		fields,
		files: files.map(({ name: field, filename, contentType }) => ({
			field,
			filename,
			mimetype: contentType,
		})),
	};
}

const cases: Array<[parameters: INodeParameters, endpoint: string, fields: Pair[]]> = [
	[{ ...byImage }, 'search_similar_images', [['similarity', '0.85']]],
	[{ ...byImage, similarity: 0 }, 'search_similar_images', [['similarity', '0']]],
	[{ ...byImage, similarity: '={{ "" }}' }, 'search_similar_images', []],
	[
		{ ...byImage, additionalFields: { uniqueId: 'project 1' } },
		'search_similar_images',
		[
			['unique_id', 'project 1'],
			['similarity', '0.85'],
		],
	],
	[
		{ ...byImage, library: 'public', similarity: 1, platform: 'YOUTUBE' },
		'search_public_similar_images',
		[
			['type', 'YOUTUBE'],
			['similarity', '1'],
		],
	],
	[
		{ ...clips, additionalFields: { uniqueId: 'project 1' } },
		'search_clips_by_image',
		[
			['video_no', 'VI1'],
			['prompt', 'the door'],
			['unique_id', 'project 1'],
		],
	],
];

it.each(cases)('%j is sent to %s', async (parameters, endpoint, fields) => {
	add('VI1', 'project 1');
	await succeed(parameters);
	const request = account.onlyRequest();

	expect(request).toMatchObject({ method: 'POST', path: `/serve/api/v1/${endpoint}`, query: [] });
	expect(request.contentType).toMatch(/^multipart\/form-data; boundary=/);
	expect(request.headers.authorization).toBe(account.sandbox.key);
	expect(request.headers['transfer-encoding']).toBeUndefined();
	expect([...request.fields].sort()).toEqual([...fields].sort());
	const content = readFileSync(path);
	expect(request.files).toMatchObject([
		{
			field: 'file',
			filename: 'query.png',
			mimetype: 'image/png',
			size: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
		},
	]);
});

it.each([
	['search_public_similar_images', { ...byImage, library: 'public' }],
	[
		'search_clips_by_image',
		{
			...clips,
			videoNo: 'VI625239098370850816',
			prompt: 'focus on the red shirt, ignore background color',
		},
	],
])('%s is sent as documented', async (endpoint, parameters) => {
	add('VI625239098370850816');
	await succeed(parameters);

	expect(account.onlyRequest()).toMatchObject(exampleOf(`${endpoint}.request.json`));
});

describe('what comes out', () => {
	it('of search_public_similar_images: best first, times as numbers', async () => {
		const parameters = { ...byImage, library: 'public' };
		const output = await outputFor('search_public_similar_images.response.json', parameters);

		expect(output).toEqual([
			{
				videoNo: 'PI-600947902470296460',
				videoName: 'Another public video',
				startTime: 32,
				endTime: 35,
				score: 0.8712,
			},
			{
				videoNo: 'PI-600947902470296459',
				videoName: 'Sample public video title',
				startTime: 79,
				endTime: 82,
				score: 0.8631,
			},
		]);
	});

	it('of search_similar_images, which does not say when a scene ends', async () => {
		expect(await outputFor('search_similar_images.response.observed.json', byImage)).toEqual([
			{
				videoNo: 'VI625685456915968000',
				videoName: 'Top 5 Most-Watched Live Sketches | Season 50 | Saturday Night Live',
				startTime: 45,
				score: 0.8744316360398937,
			},
		]);
	});

	it('of search_clips_by_image: with the number of the video', async () => {
		expect(await outputFor('search_clips_by_image.response.json', clips)).toEqual([
			{ videoNo: 'VI1', startTime: 12.5, endTime: 18.2, score: 0.8631 },
			{ videoNo: 'VI1', startTime: 42, endTime: 47.8, score: 0.8124 },
		]);
	});

	it.each([byImage, { ...byImage, library: 'public' }, clips])(
		'%j: nothing where nothing is found, red where it is no list',
		async (parameters) => {
			for (const data of ['[]', 'null']) {
				account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}`, times: 1 });
				expect(await succeed(parameters)).toEqual([]);
			}
			account.sandbox.fault({ kind: 'body', text: '{"code":"0000","data":{}}' });
			expect((await run(parameters)).error?.message).toContain('unreadable');
		},
	);

	it('is linked to the item that asked, of several', async () => {
		add('VI1');
		add('VI2');
		const { binary } = await binaryItem(photo, 'filesystem');
		const output = await succeed(
			{ ...clips, videoNo: '={{ $json.no }}' },
			['VI2', 'VI1'].map((no) => ({ json: { no }, binary })),
		);

		expect(output.map((item) => [linkOf(item), item.json.videoNo])).toEqual([
			[0, 'VI2'],
			[1, 'VI1'],
		]);
	});

	it('of the private library is of its Unique ID', async () => {
		add('VI1');
		add('VI2', 'project 1');
		const additionalFields = { uniqueId: 'project 1' };

		expect(await succeed({ ...byImage, additionalFields })).toMatchObject([
			{ json: { videoNo: 'VI2', startTime: 0.5 } },
		]);
	});
});

const refused: Array<[parameters: INodeParameters, words: RegExp]> = [
	[{ ...byImage, similarity: 1.1 }, /^Similarity.*0 to 1/],
	[{ ...byImage, similarity: '={{ "much" }}' }, /^Similarity/],
	[{ ...byImage, binaryPropertyName: 'photo' }, /^Input Binary Field.*"photo"/],
	[{ ...byImage, library: 'public', platform: '={{ "VIMEO" }}' }, /^Platform/],
	[{ ...clips, prompt: ' ' }, /^Prompt is empty/],
	[{ ...clips, videoNo: '={{ $json.missing }}' }, /^Video Number is empty/],
	[{ ...clips, binaryPropertyName: 'photo' }, /^Input Binary Field.*"photo"/],
];

it.each(refused)('%j is refused before anything is sent', async (parameters, words) => {
	const result = await run(parameters);

	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});

it.each([byImage, clips])('%j takes no file that is no image', async (parameters) => {
	const video = { content: Buffer.from('x'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	const result = await run(parameters, [await binaryItem(video, 'filesystem')]);

	expect(result.error?.message).toMatch(/"a\.mp4" is not an image/);
	expect(account.sandbox.requests).toEqual([]);
});

it('an image that got no answer is sent again', async () => {
	add('VI1');
	account.sandbox.fault({ kind: 'status', status: 503, times: 1 });

	expect(await succeed(byImage)).toHaveLength(1);
	const digests = account.sandbox.requests.map(({ files }) => files[0]?.sha256);
	expect(digests).toHaveLength(2);
	expect(new Set(digests).size).toBe(1);
});

describe.each(['classic', 'engine'] as const)('an agent (%s)', (agent) => {
	it.each([byImage, clips])('is told of Search in place of %j', async (parameters) => {
		const { told, error } = await runTool({
			parameters,
			credentials: account.credentials(),
			agent,
			calls: [{}],
		});

		expect(told[0] ?? error?.message).toMatch(/hands no files to its tools[^]*operation Search/);
		expect(account.sandbox.requests).toEqual([]);
	});
});
