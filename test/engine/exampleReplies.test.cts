import { wireExample, wireExamples } from '../unit/fixtures.cjs';
import { callbacks, noCallback } from '../vendor/examples/callbacks.cjs';
import { contentReplies } from '../vendor/examples/contentReplies.cjs';
import { laterRequests } from '../vendor/examples/laterRequests.cjs';
import { libraryReplies } from '../vendor/examples/libraryReplies.cjs';
import { refusals } from '../vendor/examples/refusals.cjs';
import type { ExampleReply } from '../vendor/examples/reply.cjs';
import { requests } from '../vendor/examples/requests.cjs';
import { uploadReplies } from '../vendor/examples/uploadReplies.cjs';
import { storeBinary } from './binary.cjs';
import { nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

/** Every reply that the documents print, or that was seen, comes out right. */
const account = useSandbox();

const EVENTS = 'chat_stream.events.json';
const CODES = 'error.codes.json';

const all = [...uploadReplies, ...libraryReplies, ...contentReplies, ...refusals];

/** Of one thing within a reply, the whole of one. */
function textOf({ example }: ExampleReply): string {
	const text = wireExample(example);
	return example.includes('failed-item') ? `{"code":"0000","data":{"videos":[${text}]}}` : text;
}

async function filesOf({ file }: ExampleReply) {
	if (!file) return undefined;
	const [type, extension] = file === 'video' ? ['video/mp4', 'mp4'] : ['image/png', 'png'];
	const [data, data2] = await Promise.all(
		[1, 2].map(
			async (index) =>
				await storeBinary(
					{ content: Buffer.from('a'), fileName: `${index}.${extension}`, mimeType: type },
					'memory',
				),
		),
	);
	return data && data2 && { data, data2 };
}

/** Runs the node, whose first request is answered with the text. */
async function answered(row: ExampleReply, text: string) {
	const { parameters, apiVersion = 'v1', status } = row;
	account.sandbox.fault({ kind: 'body', text, status, times: 1 });
	const binary = await filesOf(row);
	return await runNode({
		parameters: { ...parameters, options: { maxRetries: 0 } },
		items: [{ json: {}, binary }],
		credentials: account.credentials({ apiVersion }),
	});
}

/** The replies mix two spellings, and numbers come as such or as texts. */
const variants: Readonly<Record<string, (text: string) => string>> = {
	'names in camelCase': (text) =>
		named(text, (name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
	'names in snake_case': (text) =>
		named(text, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
	'numbers as texts': (text) => text.replace(/("\s*:\s*)(-?\d+(?:\.\d+)?)(?=\s*[,}\]])/g, '$1"$2"'),
	'texts of digits as numbers': (text) =>
		text.replace(/("\s*:\s*)"(-?(?:0|[1-9]\d*)(?:\.\d+)?)"/g, '$1$2'),
};

/** What some replies spell one way and some the other. */
const SPELLED_TWICE =
	/"(video_?no|video_?name|start_?time|end_?time|task_?id|session_?id)"(?=\s*:)/gi;

function named(text: string, rename: (name: string) => string): string {
	return text.replace(SPELLED_TWICE, (_, name: string) => `"${rename(name)}"`);
}

describe.each(all.map((row): [string, ExampleReply] => [row.example, row]))('%s', (_, row) => {
	const { items, red, asSent = [] } = row;

	if (red) {
		it('is red', async () => {
			const { error } = await answered(row, textOf(row));
			expect(`${error?.message ?? 'green'} ${error?.description ?? ''}`).toMatch(red);
		});
		return;
	}

	it('comes out', async () => {
		const { error, ...result } = await answered(row, textOf(row));
		expect(error).toBeUndefined();
		expect(result.outputOf(nodeName).map(({ json }) => json)).toEqual(items);
		for (const item of result.outputOf(nodeName)) expect(linkOf(item)).toBe(0);
	});

	it.each(Object.entries(variants))('comes out alike with %s', async (_name, change) => {
		const { error, ...result } = await answered(row, change(textOf(row)));
		expect(error).toBeUndefined();
		const same = items?.map((item) =>
			Object.fromEntries(Object.entries(item).filter(([name]) => !asSent.includes(name))),
		);
		expect(result.outputOf(nodeName).map(({ json }) => json)).toMatchObject(same ?? []);
	});
});

it('chat_stream.events.json comes out, and goes into the chat', async () => {
	const events = JSON.parse(wireExample(EVENTS)) as unknown[];
	const text = events.map((event) => `data:${JSON.stringify(event)}\n\n`).join('');
	account.sandbox.fault({ kind: 'body', text, contentType: 'text/event-stream' });
	const shown: string[] = [];
	const { error, ...result } = await runNode({
		parameters: { resource: 'chat', operation: 'askVideos', videoNos: 'VI1', prompt: 'a' },
		credentials: account.credentials(),
		onChunk: ({ type, content = '' }) => {
			if (type === 'item') shown.push(content);
		},
	});

	const answer = 'A" shape, is suggested to be inspired by Eiffel\'s past';
	const place = {
		videoNo: 'VI606140356924534784',
		videoName: 'test_video_gz_visual_understanding_fuse_s9_video_fuse_4_video_fuse_4',
	};
	expect(error).toBeUndefined();
	expect(shown.join('')).toBe(answer);
	expect(result.outputOf(nodeName).map(({ json }) => json)).toEqual([
		{
			answer,
			thinking: [
				{
					title: 'Based on selected videos, fetch detailed information',
					content: 'Okay, the user wants a "Video summary."',
				},
			],
			references: [
				{ ...place, type: 'keyframe', startTime: 23 },
				{
					...place,
					type: 'visual_ts',
					startTime: 30,
					endTime: 36,
					text: 'A close-up view shows a collection of items on a concrete surface.',
				},
			],
			sessionId: '606122521255088128',
		},
	]);
});

const codes = JSON.parse(wireExample(CODES)) as Array<{ code: string; retryable: boolean }>;

it.each(codes.filter(({ code }) => code !== '0000'))(
	'code $code is a refusal, sent again: $retryable',
	async ({ code, retryable }) => {
		account.sandbox.fault({ kind: 'code', code, msg: 'No.', times: 1 });
		const { error } = await runNode({
			parameters: { resource: 'folder', operation: 'getAll', options: { maxRetries: 1 } },
			credentials: account.credentials(),
		});

		expect(account.sandbox.requests).toHaveLength(retryable ? 2 : 1);
		expect(error?.message ?? 'green').toMatch(retryable ? 'green' : new RegExp(`No.*${code}`));
	},
);

describe('every example', () => {
	const index = JSON.parse(wireExample('index.json')) as { files: Array<{ file: string }> };
	const files = index.files.map(({ file }) => file).sort();

	it('is there, and in the index', () => {
		expect(
			wireExamples(/\.json$/)
				.filter((file) => file !== 'index.json')
				.sort(),
		).toEqual(files);
	});

	it('goes through the node', () => {
		const used = [...all, ...requests, ...laterRequests].map(({ example }) => example);
		const called = callbacks.map(([example]) => example);
		expect([...used, ...called, noCallback, EVENTS, CODES].sort()).toEqual(files);
	});
});
