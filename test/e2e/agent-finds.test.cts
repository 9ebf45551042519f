import { importExample } from './example.cjs';
import { type Finder, startFinder, UNKNOWN } from './finder-model.cjs';
import type { StoredCredential } from '../n8n/workflows.cjs';
import { addVideo, queueFault, requestsTo, resetSandbox } from './sandbox.cjs';
import { allOf, say, textIn } from './visit-chat.cjs';
import { world } from './world.cjs';

/**
 * The example of an AI Agent with three tools. Its model is a stand-in that knows nothing but what the
 * tools' descriptions and answers tell it, so it fails where these do not say enough.
 */
const { client } = world();

const QUESTION = 'In which video does someone open a door, and when?';

let finder: Finder;
let model: StoredCredential;

beforeAll(async () => {
	finder = await startFinder('opens door', 'opens the door');
	model = await client.saveCredential('openAiApi', 'Model that finds', {
		apiKey: 'not-needed',
		url: finder.url,
	});
});
beforeEach(resetSandbox);
afterAll(async () => {
	await finder.close();
});

/** Two videos with a door, of which the one that fits best by its tags is the wrong one. */
async function videosWithDoors(): Promise<string> {
	await addVideo({
		tags: ['opens', 'door'],
		speech: [{ start: 2, end: 9, content: 'This is how to paint a door.' }],
	});
	await addVideo({ videoName: 'Kitchen', tags: ['pan'] });
	return await addVideo({
		tags: ['door'],
		speech: [
			{ start: 0, end: 8, content: 'Who is there?' },
			{ start: 23, end: 30, content: 'Someone opens the door.' },
		],
	});
}

/** Asks the agent of the example in its chat, and returns what it says in the end. */
async function ask(version: number): Promise<string> {
	const { workflow, publish } = await importExample('agent-that-finds-moments.json', {
		credentials: [model],
		parameters: { Chat: { public: true } },
		versions: { Agent: version },
	});
	const chunks = await allOf(say(await publish(), QUESTION));
	const [execution] = await client.waitForExecutions(workflow.id, 1);
	expect([execution?.status, execution?.run.error?.message]).toEqual(['success', undefined]);
	return textIn(chunks);
}

describe.each([3, 2.2])('AI Agent version %d', (version) => {
	test('finds the video and the time with all three tools, whose answers are short', async () => {
		const videoNo = await videosWithDoors();
		const answer = await ask(version);

		expect(answer).toBe(`In ${videoNo}: found at 0.5 s, spoken of at 23 s, seen at 23 s.`);
		expect(await requestsTo('search')).toMatchObject([{ json: { search_param: 'opens door' } }]);
		expect(await requestsTo('get_audio_transcription')).toHaveLength(2);
		expect(await requestsTo('chat')).toMatchObject([
			{ json: { video_nos: [videoNo], prompt: QUESTION } },
		]);
		expect(finder.told).toHaveLength(4);
		for (const told of finder.told) expect(told.length).toBeLessThan(1000);
		expect(JSON.parse(finder.told[0] ?? '')).toContainEqual({
			videoNo,
			videoName: 'clip',
			startTime: 0.5,
			endTime: 6,
			score: 0.5,
		});
	});

	test.each([
		['search', [{ videoName: 'Door', score: 1 }]],
		['get_audio_transcription', { transcriptions: [{ content: 'Someone opens the door.' }] }],
		['chat', { content: 'At 0:23.', refs: [] }],
	])('does not know it where %s names no video, or no time', async (endpoint, data) => {
		await videosWithDoors();
		const text = JSON.stringify({ code: '0000', msg: 'success', data });
		await queueFault({ kind: 'body', text, endpoint });

		expect(await ask(version)).toBe(UNKNOWN);
	});

	test('tells what a tool was refused for, and what to do', async () => {
		await videosWithDoors();
		await queueFault({ kind: 'code', code: '0402', endpoint: 'chat' });
		const answer = await ask(version);

		expect(answer).toMatch(/0402/);
		expect(answer).toMatch(/[Aa]dd credits/);
	});
});
