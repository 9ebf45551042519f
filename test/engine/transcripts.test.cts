import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import type { Video } from '../sandbox/state.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { binaryDataService } from './binary.cjs';
import { afterError, nodeName, runNode, runTool, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const get = { resource: 'transcript', operation: 'get', videoNo: '={{ $json.videoNo }}' };

function add(videoNo: string, details: Partial<Video> = {}): void {
	const video = newVideo(videoNo, undefined, undefined);
	account.sandbox.videos.push({ ...video, status: 'PARSE', ...details });
}

async function run(parameters: INodeParameters = {}, options: Partial<NodeOptions> = {}) {
	return await runNode({
		parameters: { ...get, ...parameters },
		items: [{ json: { videoNo: 'VI1' } }],
		credentials: account.credentials(),
		binaryMode: 'filesystem',
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

/** Has the next transcript answered with a reply of the documents. */
function answerWith(example: string): void {
	account.sandbox.fault({ kind: 'body', text: wireExample(example), times: 1 });
}

const jsonOf = (output: INodeExecutionData[]) => output.map(({ json }) => json);

async function fileIn({ binary }: INodeExecutionData, field = 'data'): Promise<string> {
	const file = binary?.[field];
	if (!file) throw new Error(`There is no file in ${field}`);
	return (await binaryDataService().getAsBuffer(file)).toString();
}

describe('what is sent', () => {
	it('is what is documented', async () => {
		const documented = JSON.parse(wireExample('get_audio_transcription.request.json')) as {
			method: string;
			url: string;
			query: Record<string, string>;
		};
		const { video_no: videoNo = '', unique_id: uniqueId = '' } = documented.query;
		add(videoNo);
		await succeed({ videoNo, additionalFields: { uniqueId } });

		const { method, path, query } = account.onlyRequest();
		expect(method).toBe(documented.method);
		expect(path).toBe(new URL(documented.url).pathname);
		expect(Object.fromEntries(query)).toEqual(documented.query);
	});

	it.each([
		['speech', '/serve/api/v1/get_audio_transcription'],
		['captions', '/serve/api/v1/get_video_caption'],
	])('asks for %s without a Unique ID', async (content, path) => {
		add('VI1');
		await succeed({ content });

		expect(account.onlyRequest()).toMatchObject({ method: 'GET', path });
		expect(account.onlyRequest().query).toEqual([['video_no', 'VI1']]);
	});
});

describe('One Item', () => {
	it('has all of it, with times as numbers', async () => {
		answerWith('get_audio_transcription.response.json');
		const output = await succeed({ videoNo: 'VI605961375402668032' });

		expect(jsonOf(output)).toEqual([
			{
				videoNo: 'VI605961375402668032',
				transcriptions: [
					{
						index: 0,
						content: "I'm going to get my emergency and report.",
						startTime: 0,
						endTime: 7,
					},
					{ index: 1, content: "Mommy, you're going to go.", startTime: 7, endTime: 12 },
				],
				createTime: '1758276264066',
				video_bucket: 'mavi-resource',
				video_blob: 'VI605961375402668032.mp4',
			},
		]);
	});

	it.each([
		[
			'speech',
			'get_audio_transcription.response.observed.json',
			'VI625685456915968000',
			[0, 3, 3, 5],
		],
		['captions', 'get_video_caption.response.json', 'VI702915390254350336', [0, 4, 4, 7]],
		['captions', 'get_video_transcription.response.json', 'VI606041694843813888', [0, 8]],
	])('%s as in %s', async (content, example, videoNo, times) => {
		answerWith(example);
		const [item] = await succeed({ videoNo, content });

		const transcriptions = item?.json.transcriptions as Array<Record<string, unknown>>;
		expect(transcriptions.flatMap(({ startTime, endTime }) => [startTime, endTime])).toEqual(times);
		expect(transcriptions.every(({ content: text }) => /^\S.+\S$/.test(String(text)))).toBe(true);
		expect(item?.json.videoNo).toBe(videoNo);
	});

	it('leaves out a time that is none', async () => {
		const segment = { index: 0, content: 'Hello', startTime: 'null', endTime: null };
		const text = JSON.stringify({ code: '0000', data: { transcriptions: [segment] } });
		account.sandbox.fault({ kind: 'body', text });

		expect(JSON.parse(JSON.stringify(jsonOf(await succeed())))).toEqual([
			{ videoNo: 'VI1', transcriptions: [{ index: 0, content: 'Hello' }] },
		]);
	});
});

it('One Item per Segment: each with its times and its video, linked to the item that asked', async () => {
	add('VI1', { speech: [{ start: 1, end: 2, content: 'Hello' }] });
	add('VI2', {
		speech: [
			{ start: 0, end: 3, content: 'One' },
			{ start: 3, end: 5, content: 'Two' },
		],
	});
	const output = await succeed(
		{ format: 'items' },
		{ items: [{ json: { videoNo: 'VI2' } }, { json: { videoNo: 'VI1' } }] },
	);

	expect(jsonOf(output)).toEqual([
		{ videoNo: 'VI2', index: 0, content: 'One', startTime: 0, endTime: 3 },
		{ videoNo: 'VI2', index: 1, content: 'Two', startTime: 3, endTime: 5 },
		{ videoNo: 'VI1', index: 0, content: 'Hello', startTime: 1, endTime: 2 },
	]);
	expect(output.map(linkOf)).toEqual([0, 0, 1]);
});

describe('a subtitle file', () => {
	const speech = [
		{ start: 0, end: 7, content: ' Grüße & <b>"hello"</b>' },
		{ start: 3661, end: 3662, content: 'Bye' },
	];
	const written: Array<[format: string, mimeType: string, text: string]> = [
		[
			'srt',
			'application/x-subrip',
			'1\n00:00:00,000 --> 00:00:07,000\nGrüße & <b>"hello"</b>\n\n2\n01:01:01,000 --> 01:01:02,000\nBye\n',
		],
		[
			'vtt',
			'text/vtt',
			'WEBVTT\n\n1\n00:00:00.000 --> 00:00:07.000\nGrüße &amp; &lt;b&gt;"hello"&lt;/b&gt;\n\n2\n01:01:01.000 --> 01:01:02.000\nBye\n',
		],
	];

	it.each(written)('%s', async (format, mimeType, text) => {
		add('VI1', { speech });
		const [item] = await succeed({ format, outputBinaryPropertyName: 'subtitles' });

		const fileName = `VI1.${format}`;
		expect(item?.json).toEqual({ videoNo: 'VI1', fileName, mimeType });
		expect(item?.binary?.subtitles).toMatchObject({ fileName, mimeType, fileExtension: format });
		expect(await fileIn(item ?? { json: {} }, 'subtitles')).toBe(text);
		expect(linkOf(item ?? { json: {} })).toBe(0);
	});

	it('of captions', async () => {
		add('VI1', { captions: [{ start: 0, end: 4, content: 'A door opens.' }] });
		const [item] = await succeed({ format: 'vtt', content: 'captions' });

		expect(await fileIn(item ?? { json: {} })).toContain('A door opens.');
	});

	it('cannot be without times', async () => {
		const data = { transcriptions: [{ content: 'Hello', startTime: '1', endTime: 'null' }] };
		account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }) });
		const { error } = await run({ format: 'srt' });

		expect(error?.message).toMatch(/without times/);
		expect(error?.description).toMatch(/One Item/);
	});

	it('needs the name of a field', async () => {
		add('VI1');
		const { error } = await run({ format: 'srt', outputBinaryPropertyName: '={{ "" }}' });

		expect(error?.message).toMatch(/^Put Output File in Field is empty/);
		expect(account.sandbox.requests).toEqual([]);
	});

	it.each(['classic', 'engine'] as const)(
		'is refused as the tool of an agent: %s',
		async (agent) => {
			add('VI1');
			const options = { credentials: account.credentials(), calls: [{}], agent };
			const { told, error } = await runTool({
				...options,
				parameters: { ...get, videoNo: 'VI1', format: 'vtt' },
			});

			expect(told[0] ?? error?.message).toMatch(/gets no files from its tools[^]*One Item/);
			expect(account.sandbox.requests).toEqual([]);
		},
	);
});

describe('where there is none, it says why', () => {
	const cases: Array<
		[what: string, details: Partial<Video>, message: RegExp, description: RegExp]
	> = [
		['nobody speaks', { speech: [] }, /^Video VI1 has no speech/, /Captions[^]*On Error/],
		['not indexed yet', { status: 'UNPARSE' }, /is not indexed yet/, /Wait Until Indexed/],
		['failed', { status: 'FAILED', cause: 'No codec. ' }, /could not be indexed/, /No codec\./],
		['failed for no cause', { status: 'FAILED', cause: 'null' }, /not be indexed/, /not given/],
		['in another namespace', { uniqueId: 'a' }, /^Video VI1 was not found$/, /Unique ID/],
	];

	it.each(cases)('%s', async (_what, details, message, description) => {
		add('VI1', details);
		const result = await run();

		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(message);
		expect(result.error?.description).toMatch(description);
	});

	it('nothing is seen', async () => {
		add('VI1', { captions: [] });
		const { error } = await run({ content: 'captions' });

		expect(error?.message).toMatch(/^Video VI1 has no captions/);
		expect(error?.description).toMatch(/Speech/);
	});

	it.each([
		'{"code":"0000","data":{"videoNo":"VI1","transcriptions":[]}}',
		wireExample('get_audio_transcription.null.observed.json'),
		wireExample('error.0001.video-not-found.json'),
	])('%s', async (text) => {
		add('VI1', { status: 'UNPARSE' });
		account.sandbox.fault({ kind: 'body', text, times: 1 });

		expect((await run()).error?.message).toMatch(/is not indexed yet/);
	});

	it('looks for the video in the namespace that was given', async () => {
		add('VI1', { uniqueId: 'a', speech: [] });
		const { error } = await run({ additionalFields: { uniqueId: 'a' } });

		expect(error?.message).toMatch(/^Video VI1 has no speech/);
		expect(account.sandbox.requests.map(({ query }) => Object.fromEntries(query))).toEqual([
			{ video_no: 'VI1', unique_id: 'a' },
			{ video_no: 'VI1', unique_id: 'a' },
		]);
	});

	it('is a public video', async () => {
		const { error } = await run({ videoNo: 'PI-603068775285264430' });

		expect(error?.message).toMatch(/^Video PI-603068775285264430 has no transcript/);
		expect(error?.description).toMatch(/public library/);
	});

	it.each(['segments', 'items', 'srt', 'vtt'])(
		'with On Error: Continue the others go on, as %s',
		async (format) => {
			add('VI1', { speech: [] });
			add('VI2', { speech: [{ start: 0, end: 1, content: 'Hello' }] });
			const result = await run(
				{ format },
				{
					items: [{ json: { videoNo: 'VI1' } }, { json: { videoNo: 'VI2' } }],
					onError: 'continueErrorOutput',
				},
			);

			expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
			expect(jsonOf(result.outputOf(afterError))).toMatchObject([
				{ videoNo: 'VI1', error: { message: expect.stringMatching(/no speech/) as string } },
			]);
		},
	);
});

it.each<[parameters: INodeParameters, words: RegExp]>([
	[{ videoNo: '={{ "" }}' }, /^Video Number is empty/],
	[{ content: '={{ "music" }}' }, /^Content is not one of its list/],
	[{ format: '={{ "pdf" }}' }, /^Format is not one of its list/],
])('%j is refused before anything is sent', async (parameters, words) => {
	const { error } = await run(parameters);

	expect(error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});

it('a reply that is no transcript is no empty one', async () => {
	account.sandbox.fault({ kind: 'body', text: '{"code":"0000","data":{"videoNo":"VI1"}}' });
	const { error } = await run();

	expect(error).toMatchObject({ name: 'NodeApiError' });
	expect(error?.message).toMatch(/unreadable/);
});
