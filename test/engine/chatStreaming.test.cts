import type { Socket } from 'node:net';
import type { INodeParameters, StructuredChunk } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { afterError, nodeName, runNode, runTool, type NodeOptions } from './harness.cjs';
import { useRawServer } from './rawServer.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();
const server = useRawServer();

const askVideos = {
	resource: 'chat',
	operation: 'askVideos',
	videoNos: 'VI1',
	prompt: 'When does a door open?',
};
const askPublic = { resource: 'chat', operation: 'askPublic', prompt: 'When does a door open?' };
const askPersonal = { ...askPublic, operation: 'askPersonal' };
const ANSWER = 'You asked: When does a door open? The door opens at 0:23.';

beforeEach(() => {
	const video = newVideo('VI1', undefined, undefined);
	account.sandbox.videos.push({ ...video, status: 'PARSE' });
});

/** Runs the node in a workflow that streams into n8n's chat; `chunks` is what the chat is given. */
async function runInChat(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	const chunks: StructuredChunk[] = [];
	const result = await runNode({
		parameters,
		credentials: account.credentials(),
		onChunk: (chunk) => {
			chunks.push(chunk);
		},
		...options,
	});
	return { result, chunks };
}

function textIn(chunks: StructuredChunk[]): string {
	return chunks
		.filter(({ type }) => type === 'item')
		.map(({ content }) => content)
		.join('');
}

/** The kinds of chunks in their order, each run of equal ones once. */
function kindsIn(chunks: StructuredChunk[]): string[] {
	return chunks.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
}

const paths = () => account.sandbox.requests.map(({ path }) => path.split('/').at(-1));

it.each([
	['chat_stream', askVideos],
	['marketer_chat_stream', askPublic],
	['chat_personal_stream', askPersonal],
])('%s: the answer goes into the chat word by word, and comes out', async (path, parameters) => {
	const { result, chunks } = await runInChat(parameters);

	expect(result.error).toBeUndefined();
	expect(paths()).toEqual([path]);
	expect(kindsIn(chunks)).toEqual(['begin', 'item', 'end']);
	expect(chunks.length).toBeGreaterThan(10);
	expect(textIn(chunks)).toBe(ANSWER);
	expect(new Set(chunks.map(({ metadata }) => metadata.nodeName))).toEqual(new Set([nodeName]));
	expect(result.outputOf(nodeName)).toMatchObject([{ json: { answer: ANSWER } }]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0]);
});

it.each([
	['whole', 'stream', askVideos],
	['whole', 'stream', askPublic],
])('an answer is the same, %s or as a %s', async (_whole, _stream, parameters) => {
	const asked = { ...parameters, sessionId: '606' };
	const { result } = await runInChat(asked);
	const whole = await runNode({ parameters: asked, credentials: account.credentials() });

	expect(paths()).toHaveLength(2);
	expect(new Set(paths()).size).toBe(2);
	expect(result.outputOf(nodeName)).toEqual(whole.outputOf(nodeName));
	expect(result.outputOf(nodeName)[0]?.json).toMatchObject({ answer: ANSWER, sessionId: '606' });
});

it('only the answer is shown, not the thinking', async () => {
	const events = JSON.parse(wireExample('chat_stream.events.json')) as unknown[];
	const text = events.map((event) => `data:${JSON.stringify(event)}\n\n`).join('');
	account.sandbox.fault({ kind: 'body', text, contentType: 'text/event-stream', times: 1 });
	const { result, chunks } = await runInChat(askVideos);

	expect(textIn(chunks)).toBe('A" shape, is suggested to be inspired by Eiffel\'s past');
	expect(result.outputOf(nodeName)[0]?.json).toMatchObject({
		answer: textIn(chunks),
		thinking: [{ title: 'Based on selected videos, fetch detailed information' }],
		references: [
			{
				videoNo: 'VI606140356924534784',
				videoName: expect.stringMatching(/^test_video/) as string,
				startTime: 23,
			},
			{ videoNo: 'VI606140356924534784', startTime: 30, endTime: 36 },
		],
		sessionId: '606122521255088128',
	});
});

it('what is thought comes in pieces as well', async () => {
	const thought = (title: string, content: string) => ({ type: 'thinking', title, content });
	const events = [
		thought('Look', 'I look'),
		thought('Look', ' at it.'),
		thought('See', 'A door.'),
		{ type: 'content', content: 'Yes.' },
		'Done',
	];
	const text = events.map((event) => `data:${JSON.stringify(event)}\n\n`).join('');
	account.sandbox.fault({ kind: 'body', text, contentType: 'text/event-stream', times: 1 });
	const { result } = await runInChat(askVideos);

	expect(result.outputOf(nodeName)[0]?.json.thinking).toEqual([
		{ title: 'Look', content: 'I look at it.' },
		{ title: 'See', content: 'A door.' },
	]);
});

it('each word is in the chat before the next one is sent', async () => {
	const words = ['The', ' door', ' opens', '.'];
	let send = () => {};
	server.answer = (socket: Socket) => {
		socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
		const left = [...words];
		send = () => {
			const content = left.shift();
			const event = content === undefined ? 'Done' : { type: 'content', content };
			socket.write(`data:${JSON.stringify(event)}\n\n`);
		};
		send();
	};
	const said: string[] = [];
	const { result } = await runInChat(askVideos, {
		credentials: server.credentials(),
		onChunk: ({ type, content = '' }) => {
			if (type !== 'item') return;
			said.push(content);
			send();
		},
	});

	expect(said).toEqual(words);
	expect(result.outputOf(nodeName)[0]?.json.answer).toBe('The door opens.');
});

describe('several items', () => {
	const items = ['a', 'b', 'c'].map((about) => ({ json: { about } }));

	it.each([
		['askPublic', askPublic, 'marketer_chat'],
		['askPersonal', askPersonal, 'chat_personal_stream'],
	])('%s: each answer is written as a whole, for they share a message', async (_, ask, path) => {
		const { result, chunks } = await runInChat(
			{ ...ask, prompt: '={{ $json.about }}?' },
			{ items },
		);

		expect(paths()).toEqual(Array(3).fill(path));
		expect(chunks.map(({ type }) => type)).toEqual(
			Array(3).fill(['begin', 'item', 'end']).flat() as string[],
		);
		const answers = result.outputOf(nodeName).map(({ json }) => json.answer);
		for (const { type, content, metadata } of chunks) {
			if (type === 'item') expect(content).toBe(answers[metadata.itemIndex]);
		}
	});
});

describe('a stream that breaks off', () => {
	const begun = 'data:{"type":"content","content":"The door","sessionId":"606"}\n\n';

	it.each([
		['stops the workflow, and the chat is told', 'stopWorkflow', ['begin', 'item', 'end', 'error']],
		['ends the message', 'continueErrorOutput', ['begin', 'item', 'end']],
	] as const)('%s', async (_does, onError, kinds) => {
		account.sandbox.fault({ kind: 'body', text: begun, contentType: 'text/event-stream' });
		const { result, chunks } = await runInChat(askVideos, { onError });

		expect(kindsIn(chunks)).toEqual(kinds);
		expect(textIn(chunks)).toBe('The door');
		expect(result.outputOf(nodeName)).toEqual([]);
		const [failed] = result.outputOf(afterError);
		const { description } = result.error ?? (failed?.json.error as { description: string });
		expect(description).toMatch(
			/charged[^]*Until then it said: "The door"\. The sessionId is 606\.$/,
		);
		if (failed) expect(failed.json.error).toMatchObject({ answer: 'The door', sessionId: '606' });
	});

	it('is not asked for again, nor written again, by Retry On Fail', async () => {
		account.sandbox.fault({ kind: 'body', text: begun, contentType: 'text/event-stream' });
		const { result, chunks } = await runInChat(askVideos, { maxTries: 3 });

		expect(result.status).toBe('error');
		expect(paths()).toEqual(['chat_stream']);
		expect(textIn(chunks)).toBe('The door');
	});

	it('a refusal is asked again by Retry On Fail', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const { result, chunks } = await runInChat(askVideos, { maxTries: 2 });

		expect(result.status).toBe('success');
		expect(paths()).toEqual(['chat_stream', 'chat_stream']);
		expect(textIn(chunks)).toBe(ANSWER);
	});
});

it('what comes too fast is asked again, and written once', async () => {
	account.sandbox.fault({ kind: 'code', code: '0429', times: 1 });
	const { result, chunks } = await runInChat(askVideos);

	expect(result.status).toBe('success');
	expect(paths()).toHaveLength(2);
	expect(textIn(chunks)).toBe(ANSWER);
});

it.each(['classic', 'engine'] as const)(
	'a tool of a %s agent answers its agent, not the chat',
	async (agent) => {
		const chunks: StructuredChunk[] = [];
		const { told } = await runTool({
			agent,
			calls: [{}],
			parameters: askVideos,
			credentials: account.credentials(),
			onChunk: (chunk) => {
				chunks.push(chunk);
			},
		});

		expect(told).toEqual([expect.stringContaining('The door opens at 0:23.')]);
		expect(chunks).toEqual([]);
		expect(paths()).toEqual(['chat']);
	},
);

it.each(['classic', 'engine'] as const)(
	'a %s agent is told what may be charged, and what had come',
	async (agent) => {
		const text = 'data:{"token":"At sea"}\n\ndata:"Error"\n\n';
		account.sandbox.fault({ kind: 'body', text, contentType: 'text/event-stream' });
		const { told } = await runTool({
			agent,
			calls: [{}],
			parameters: askPersonal,
			onError: 'continueRegularOutput',
			credentials: account.credentials(),
		});

		expect(told[0]).toMatch(/broke off[^]*charged[^]*Do not send it again[^]*credits[^]*At sea/);
		expect(account.sandbox.requests).toHaveLength(1);
	},
);
