import { createHash } from 'node:crypto';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { contentOf } from '../sandbox/resources/video/downloadVideo.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { binaryDataService, type BinaryMode } from './binary.cjs';
import { afterError, nodeName, runNode, runTool, type NodeOptions } from './harness.cjs';
import { http, useRawServer } from './rawServer.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();
const server = useRawServer();

const download = { resource: 'video', operation: 'download', videoNo: '={{ $json.videoNo }}' };
const SIZE = 200_003;

function fill(videoNos: string[], uniqueId = 'default'): void {
	for (const videoNo of videoNos) {
		const video = newVideo(videoNo, undefined, undefined);
		account.sandbox.videos.push({ ...video, status: 'PARSE', size: SIZE, uniqueId });
	}
}

function itemsOf(...videoNos: unknown[]): INodeExecutionData[] {
	return videoNos.map((videoNo) => ({ json: { videoNo: videoNo as string } }));
}

async function run(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	options: Partial<NodeOptions> = {},
) {
	return await runNode({
		parameters: { ...download, ...parameters },
		items,
		credentials: account.credentials(),
		binaryMode: 'filesystem',
		...options,
	});
}

function sha256(...pieces: Buffer[]): string {
	return createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
}

async function storedIn({ binary }: INodeExecutionData, field = 'data'): Promise<Buffer> {
	const file = binary?.[field];
	if (!file) throw new Error(`There is no file in ${field}`);
	return await binaryDataService().getAsBuffer(file);
}

describe.each<BinaryMode>(['memory', 'filesystem'])('with files kept in %s', (binaryMode) => {
	it('puts out the file of each item, whole and linked to it', async () => {
		fill(['VI1', 'VI2']);
		const result = await run(itemsOf('VI2', 'VI1'), {}, { binaryMode });

		const output = result.outputOf(nodeName);
		expect(output.map(({ json }) => json)).toEqual([
			{ videoNo: 'VI2', fileName: 'VI2.mp4', mimeType: 'video/mp4' },
			{ videoNo: 'VI1', fileName: 'VI1.mp4', mimeType: 'video/mp4' },
		]);
		expect(output.map(linkOf)).toEqual([0, 1]);
		for (const [index, videoNo] of ['VI2', 'VI1'].entries()) {
			const item: INodeExecutionData = output[index] ?? { json: {} };
			expect(sha256(await storedIn(item))).toBe(sha256(...contentOf({ videoNo, size: SIZE })));
			expect(item.binary?.data).toMatchObject({
				fileName: `${videoNo}.mp4`,
				fileExtension: 'mp4',
				mimeType: 'video/mp4',
			});
		}
	});

	it('on a second try, what has been downloaded is there, and is not paid for again', async () => {
		fill(['VI1', 'VI2']);
		account.sandbox.fault({ kind: 'delay', ms: 0, times: 1 });
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const options = { concurrency: 1, maxRetries: 0 };
		const result = await run(itemsOf('VI1', 'VI2'), { options }, { binaryMode, maxTries: 2 });

		expect(account.sandbox.requests.map(({ json }) => json)).toEqual([
			{ video_no: 'VI1' },
			{ video_no: 'VI2' },
			{ video_no: 'VI2' },
		]);
		const output = result.outputOf(nodeName);
		expect(output.map(linkOf)).toEqual([0, 1]);
		for (const item of output) expect(await storedIn(item)).toHaveLength(SIZE);
	});
});

it('sends what is documented', async () => {
	const documented = JSON.parse(wireExample('download.request.json')) as {
		body: { video_no: string; unique_id: string };
	};
	const { video_no: videoNo, unique_id: uniqueId } = documented.body;
	fill([videoNo], uniqueId);
	await run(itemsOf(videoNo), { additionalFields: { uniqueId } });

	expect(account.onlyRequest()).toMatchObject({
		method: 'POST',
		path: '/serve/api/v1/download',
		query: [],
		contentType: 'application/json',
	});
	expect(account.onlyRequest().json).toEqual(documented.body);
});

it('puts the file into the field that is named', async () => {
	fill(['VI1']);
	const result = await run(itemsOf('VI1'), { outputBinaryPropertyName: ' movie ' });

	const [item] = result.outputOf(nodeName);
	expect(Object.keys(item?.binary ?? {})).toEqual(['movie']);
	expect(await storedIn(item ?? { json: {} }, 'movie')).toHaveLength(SIZE);
});

describe('takes name and type from the reply, where it says them', () => {
	const named = (value: string) => `Content-Disposition: ${value}`;

	it.each<[headers: string[], fileName: string, mimeType: string]>([
		[[named('attachment; filename="holiday.mov"')], 'holiday.mov', 'video/quicktime'],
		[[named('attachment; filename=holiday.mkv')], 'holiday.mkv', 'video/x-matroska'],
		[[named('attachment; filename="a \\"b\\".mp4"; size=3')], 'a "b".mp4', 'video/mp4'],
		[[named("attachment; filename=a.mp4; filename*=UTF-8''%C3%BC.mp4")], 'ü.mp4', 'video/mp4'],
		[[named("attachment; filename=a.mp4; filename*=UTF-8''%ff.mp4")], 'a.mp4', 'video/mp4'],
		[[named('attachment; filename="../../etc/a.mp4"')], 'a.mp4', 'video/mp4'],
		[[named('attachment; filename=""')], 'VI1.mp4', 'video/mp4'],
		[[named('attachment; filename="sk-mavi-sandbox.mp4"')], '(API key).mp4', 'video/mp4'],
		[[named('inline')], 'VI1.mp4', 'video/mp4'],
		[['Content-Type: video/quicktime'], 'VI1.mov', 'video/quicktime'],
		[['Content-Type: Video/MP4; codecs="avc1"'], 'VI1.mp4', 'video/mp4'],
		[['Content-Type: video/ogg', named('inline; filename="a"')], 'a', 'video/ogg'],
		[[], 'VI1.mp4', 'video/mp4'],
	])('%j', async (headers, fileName, mimeType) => {
		server.answer = (socket) => socket.write(http('a video', ...headers));
		const result = await run(itemsOf('VI1'), {}, { credentials: server.credentials() });

		const [item] = result.outputOf(nodeName);
		expect(item?.json).toEqual({ videoNo: 'VI1', fileName, mimeType });
		expect(item?.binary?.data).toMatchObject({ fileName, mimeType });
	});
});

it('a refusal is red, although it comes with HTTP 200', async () => {
	const text = wireExample('download.error.json');
	account.sandbox.fault({ kind: 'body', text });
	const result = await run(itemsOf('VI0'));

	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({
		name: 'NodeApiError',
		message: 'Memories.ai refused the request: video not found (code 0001)',
		httpCode: '0001',
	});
	expect(account.sandbox.requests).toHaveLength(1);
});

it('half a file is a failure; the others are put out', async () => {
	fill(['VI1', 'VI2']);
	account.sandbox.fault({ kind: 'reset', when: 'reply', times: 1 });
	const result = await run(
		itemsOf('VI1', 'VI2'),
		{ options: { concurrency: 1 } },
		{ onError: 'continueErrorOutput' },
	);

	const failed = result.outputOf(afterError);
	expect(failed.map(({ json }) => json)).toMatchObject([
		{
			videoNo: 'VI1',
			error: { description: expect.stringMatching(/may already have[^]*charged/) as string },
		},
	]);
	expect(failed[0]).not.toHaveProperty('binary.data');
	// It may have been paid for, so it is not sent again.
	expect(account.sandbox.requests).toHaveLength(2);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
});

it.each([
	[{ videoNo: '={{ "" }}' }, /^Video Number is empty/],
	[{ outputBinaryPropertyName: '={{ "" }}' }, /^Put Output File in Field is empty/],
])('%j is refused before anything is sent', async (parameters, words) => {
	fill(['VI1']);
	const result = await run(itemsOf('VI1'), parameters);

	expect(result.error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});

it.each(['classic', 'engine'] as const)(
	'as the tool of an agent (%s) it is refused, because the file would be lost',
	async (agent) => {
		fill(['VI1']);
		const { told, error } = await runTool({
			parameters: { ...download, videoNo: 'VI1' },
			credentials: account.credentials(),
			calls: [{}],
			agent,
		});

		expect(told[0] ?? error?.message).toMatch(/gets no files from its tools/);
		expect(account.sandbox.requests).toEqual([]);
	},
);
