import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Video } from '../sandbox/state.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { afterError, nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const askVideos = { resource: 'chat', operation: 'askVideos', prompt: 'When does a door open?' };
const askPublic = { resource: 'chat', operation: 'askPublic', prompt: 'What does @nike post?' };
const askPersonal = { resource: 'chat', operation: 'askPersonal', prompt: 'When was I at sea?' };

/** Puts a video into the library, indexed unless said otherwise. */
function add(videoNo: string, details: Partial<Video> = {}): void {
	const video = newVideo(videoNo, undefined, undefined);
	account.sandbox.videos.push({ ...video, status: 'PARSE', ...details });
}

async function run(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	return await runNode({ parameters, credentials: account.credentials(), ...options });
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

/** Lets the next request be answered with this text. */
function answerWith(text: string, contentType = 'application/json'): void {
	account.sandbox.fault({ kind: 'body', text, contentType, times: 1 });
}

/** What a fixture prints as the body of a request. */
function documentedBody(name: string): unknown {
	return (JSON.parse(wireExample(name)) as { body: unknown }).body;
}

describe('what is sent', () => {
	it('Ask About Videos: the documented request', async () => {
		add('VI625239098370850816');
		await succeed({
			...askVideos,
			videoNos: 'VI625239098370850816',
			prompt: 'Summarize the emotional moments in these videos',
			sessionId: 'session-123',
		});

		const { method, path, query, json } = account.onlyRequest();
		expect([method, path, query]).toEqual(['POST', '/serve/api/v1/chat', []]);
		expect(json).toEqual(documentedBody('chat.request.json'));
	});

	it('Ask About Public Videos: the documented request', async () => {
		await succeed({ ...askPublic, prompt: 'What does nike recently post?' });

		const { method, path, json } = account.onlyRequest();
		expect([method, path]).toEqual(['POST', '/serve/api/v1/marketer_chat']);
		// An empty session is none.
		const { session_id, ...documented } = documentedBody('marketer_chat.request.json') as {
			session_id: string;
		};
		expect(session_id).toBe('');
		expect(json).toEqual(documented);
	});

	it.each(['TIKTOK', 'YOUTUBE', 'INSTAGRAM'])('the platform %s', async (platform) => {
		await succeed({ ...askPublic, platform });

		expect(account.onlyRequest().json).toMatchObject({ type: platform });
	});

	it('Ask Personal Memory: a stream is asked for', async () => {
		await succeed({ ...askPersonal, sessionId: '606', additionalFields: { uniqueId: 'me' } });

		const { method, path, headers, json } = account.onlyRequest();
		expect([method, path]).toEqual(['POST', '/serve/api/v1/chat_personal_stream']);
		expect(headers.accept).toBe('text/event-stream');
		expect(json).toEqual({ prompt: 'When was I at sea?', session_id: '606', unique_id: 'me' });
	});

	it('several videos, under their Unique ID, of a session as a number', async () => {
		add('VI1', { uniqueId: 'a' });
		add('VI2', { uniqueId: 'a' });
		await succeed({
			...askVideos,
			videoNos: '={{ ["VI1", "VI2"] }}',
			sessionId: '={{ 42 }}',
			additionalFields: { uniqueId: 'a' },
		});

		expect(account.onlyRequest().json).toEqual({
			prompt: 'When does a door open?',
			session_id: '42',
			unique_id: 'a',
			video_nos: ['VI1', 'VI2'],
		});
	});

	it('each item asks its own question, and is answered', async () => {
		const items = ['a', 'b', 'c'].map((about) => ({ json: { about } }));
		const output = await succeed(
			{ ...askPublic, prompt: '=What is {{ $json.about }}?' },
			{ items },
		);

		expect(output.map(linkOf)).toEqual([0, 1, 2]);
		for (const [index, { json }] of output.entries()) {
			expect(json.answer).toContain(`What is ${items[index]?.json.about}?`);
		}
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no prompt', { ...askPublic, prompt: ' ' }, /^Prompt is empty/],
		['a prompt that is no text', { ...askPublic, prompt: '={{ [1] }}' }, /^Prompt must be text/],
		['no videos', { ...askVideos, videoNos: '={{ [] }}' }, /^Video Numbers is empty/],
		['a session that is no text', { ...askPersonal, sessionId: '={{ [1] }}' }, /^Session ID/],
		['an unknown platform', { ...askPublic, platform: '={{ "VIMEO" }}' }, /^Platform/],
	])('nothing, with %s', async (_what, parameters, names) => {
		const { error } = await run(parameters);

		expect(error?.message).toMatch(names);
		expect(account.sandbox.requests).toEqual([]);
	});
});

describe('what comes out', () => {
	it('answer, thinking, references with times, and the session', async () => {
		add('VI1');
		const [item] = await succeed({
			...askVideos,
			videoNos: 'VI1',
			sessionId: '606122521255088128',
		});

		expect(item?.json).toEqual({
			answer: 'You asked: When does a door open? The door opens at 0:23.',
			thinking: [{ title: 'Read the question', content: 'The user asks: When does a door open?' }],
			references: [
				{ videoNo: 'VI1', videoName: 'Video VI1', type: 'keyframe', startTime: 23 },
				{
					videoNo: 'VI1',
					videoName: 'Video VI1',
					type: 'visual_ts',
					startTime: 30,
					endTime: 36,
					text: 'A door opens.',
				},
			],
			sessionId: '606122521255088128',
		});
	});

	it('a new session has an id to go on with', async () => {
		const [first] = await succeed(askPublic);
		const [second] = await succeed({ ...askPublic, sessionId: first?.json.sessionId as string });

		expect(first?.json.sessionId).toMatch(/^\d{18}$/);
		expect(second?.json.sessionId).toBe(first?.json.sessionId);
	});

	it.each([
		[
			'chat.response.observed.json',
			{ ...askVideos, videoNos: 'VI1' },
			/^Here are the key highlights/,
		],
		['marketer_chat.response.observed.json', askPublic, /^Do you mean a specific war/],
	])('%s is read', async (name, parameters, words) => {
		answerWith(wireExample(name));
		const [item] = await succeed(parameters);

		expect(item?.json).toEqual({
			answer: expect.stringMatching(words) as string,
			thinking: [],
			references: [],
		});
	});

	it('numbers and the word "null" are read as what they mean', async () => {
		const places = [
			{ videoNo: 'VI1', startTime: '23.5', endTime: 'null', type: 'audio_ts', text: 'Hi' },
			{ videoNo: 'VI1', startTime: null, endTime: '7' },
		];
		const refs = [
			{ video: { video_no: 'VI1', video_name: 'null' }, refItems: places },
			{ video: { video_no: 'PI-2', video_name: 'Two' }, refItems: [] },
			{ video_no: 'VI3', startTime: '1' },
		];
		const data = { content: '12', thinkings: null, refs, session_id: 606122521255088 };
		answerWith(
			JSON.stringify({ code: '0000', data }).replace('606122521255088', '606122521255088128'),
		);
		const [item] = await succeed(askPublic);

		expect(item?.json).toEqual({
			answer: '12',
			thinking: [],
			references: [
				{ videoNo: 'VI1', startTime: 23.5, type: 'audio_ts', text: 'Hi' },
				{ videoNo: 'VI1', endTime: 7 },
				{ videoNo: 'PI-2', videoName: 'Two' },
				{ videoNo: 'VI3', startTime: 1 },
			],
			sessionId: '606122521255088128',
		});
	});

	it('text that comes token by token is one answer, every blank in its place', async () => {
		answerWith(
			['{"token":" The"}', '{"token":""}', '{"token":" door "}', '{"token":"opens.\\n"}', '[DONE]']
				.map((data) => `data: ${data}\n\n`)
				.join(''),
			'text/event-stream',
		);
		const [item] = await succeed(askPersonal);

		expect(item?.json).toEqual({ answer: ' The door opens.\n', thinking: [], references: [] });
	});
});

describe('no answer', () => {
	it.each<[string, INodeParameters, string, string]>([
		['in a reply of null', askPublic, '{"code":"0000","data":null}', 'application/json'],
		[
			'in an empty text',
			askPublic,
			'{"code":"0000","data":{"role":"ASSISTANT","content":" "}}',
			'application/json',
		],
		[
			'in the word "null"',
			askPublic,
			'{"code":"0000","data":{"content":"null"}}',
			'application/json',
		],
		['in a stream', askPersonal, 'data: [DONE]\n\n', 'text/event-stream'],
	])('%s is a failure, and is not paid for twice', async (_what, parameters, reply, type) => {
		answerWith(reply, type);
		const { error } = await run(parameters, { maxTries: 2 });

		expect(error?.message).toBe('Memories.ai accepted the request but sent no answer');
		expect(error?.description).toMatch(/charged[^]*credits[^]*The reply was/);
		expect(account.sandbox.requests).toHaveLength(1);
	});

	it.each([
		['that does not exist', 'VI404', /^Memories.ai refused[^]*No videos found/],
		['that is not indexed yet', 'VI1', /^Memories.ai refused[^]*Video is not parsed/],
	])('about a video %s', async (_what, videoNos, words) => {
		add('VI1', { status: 'UNPARSE' });
		const { error } = await run({ ...askVideos, videoNos });

		expect(error?.message).toMatch(words);
		expect(error?.description).not.toMatch(/charged/);
	});
});

describe('a stream that breaks off', () => {
	const events = (JSON.parse(wireExample('chat_stream.events.json')) as unknown[]).slice(0, 3);
	const lines = events.map((event) => `data:${JSON.stringify(event)}\n\n`).join('');
	const answer = 'A" shape, is suggested to be inspired by Eiffel\'s past';

	it.each([
		['without a word', '', /connection[^]*lost/, undefined],
		['with an error', 'data:"Error"\n\n', /^Memories.ai broke off its answer: Error$/, undefined],
		[
			'for lack of credits',
			'data:{"code":402,"data":"No credits left"}\n\n',
			/^Memories.ai broke off its answer: No credits left \(code 0402\)$/,
			'0402',
		],
	])('%s is a failure that keeps what came', async (_what, end, words, code) => {
		const items = [{ json: {} }, { json: {} }];
		answerWith(lines + end, 'text/event-stream');
		const result = await run(
			{ ...askPersonal, options: { concurrency: 1 } },
			{ items, onError: 'continueErrorOutput' },
		);

		expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
		const [failed] = result.outputOf(afterError);
		expect(failed?.json.error).toEqual({
			message: expect.stringMatching(words) as string,
			description: expect.stringContaining(`Until then it said: "${answer}".`) as string,
			...(code && { code }),
			answer,
			thinking: [
				{
					title: 'Based on selected videos, fetch detailed information',
					content: 'Okay, the user wants a "Video summary."',
				},
			],
			references: [
				expect.objectContaining({ videoNo: 'VI606140356924534784', startTime: 23 }),
				expect.objectContaining({ startTime: 30, endTime: 36, type: 'visual_ts' }),
			],
			sessionId: '606122521255088128',
		});
	});

	it('says that it may be charged, and is not asked again; the second failure keeps as much', async () => {
		answerWith(`${lines}data:"Error"\n\n`, 'text/event-stream');
		const result = await run(askPersonal, { maxTries: 3, onError: 'continueErrorOutput' });

		expect(account.sandbox.requests).toHaveLength(1);
		const [failed] = result.outputOf(afterError);
		expect(failed?.json.error).toMatchObject({
			message: 'Memories.ai broke off its answer: Error',
			description: expect.stringMatching(
				/may already[^]*charged[^]*credits[^]*Until then it said: "A" shape[^]*The sessionId is 606122521255088128\.$/,
			) as string,
			answer,
			sessionId: '606122521255088128',
		});
	});

	it('before anything came is a refusal, and nothing is kept', async () => {
		answerWith('data:"user don\'t login"\n\n', 'text/event-stream');
		const result = await run(askPersonal, { onError: 'continueRegularOutput' });

		expect(result.outputOf(nodeName)[0]?.json.error).toEqual({
			message: "Memories.ai refused the request: user don't login",
			description: expect.not.stringMatching(/charged|Until then/) as string,
		});
	});
});
