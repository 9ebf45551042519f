import { giveWebhookIds, productionUrl } from '../n8n/workflows.cjs';
import { chain, memoriesAi, node } from './build-workflow.cjs';
import { NODE } from './run-node.cjs';
import { indexedVideo, queueFault, requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { allOf, type Chunk, say, textIn } from './visit-chat.cjs';
import { world } from './world.cjs';

/** n8n's Chat Trigger, set to stream: what a visitor of the chat gets to see, and when. */
const { client, n8nUrl } = world();

const QUESTION = 'When does a door open?';
const ANSWER = `You asked: ${QUESTION} The door opens at 0:23.`;

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0 });
});
/** A chat that answers with the node; its workflow, and where messages go. */
async function chatWith(parameters: Record<string, unknown>) {
	const types = await client.nodeTypes();
	const trigger = node('Chat', '@n8n/n8n-nodes-langchain.chatTrigger', 1.3, {
		public: true,
		mode: 'hostedChat',
		options: { responseMode: 'streaming' },
	});
	const ask = memoriesAi(NODE, {
		resource: 'chat',
		prompt: '={{ $json.chatInput }}',
		...parameters,
	});
	const file = chain('Ask in a chat', trigger, ask);
	giveWebhookIds(file, types);
	const workflow = await client.createWorkflow(file);
	await client.activate(workflow);
	const url = productionUrl(n8nUrl, trigger, types);
	await client.waitForChat(url);
	return { workflow, url };
}

test.each([
	['Ask About Videos', 'askVideos', 'chat_stream'],
	['Ask About Public Videos', 'askPublic', 'marketer_chat_stream'],
	['Ask Personal Memory', 'askPersonal', 'chat_personal_stream'],
])('%s answers a visitor in many pieces', async (_title, operation, endpoint) => {
	const { workflow, url } = await chatWith({ operation, videoNos: await indexedVideo() });
	const chunks = await allOf(say(url, QUESTION));

	expect(chunks.at(0)?.type).toBe('begin');
	expect(chunks.at(-1)?.type).toBe('end');
	expect(chunks.length).toBeGreaterThan(10);
	expect(textIn(chunks)).toBe(ANSWER);
	const [execution] = await client.waitForExecutions(workflow.id, 1);
	expect(execution?.status).toBe('success');
	expect(execution?.run.output(NODE)).toMatchObject([{ json: { answer: ANSWER } }]);
	expect(await requestsTo(endpoint)).toHaveLength(1);
});

test('the visitor reads the first words while the rest is not there yet, and learns if it never comes', async () => {
	const { workflow, url } = await chatWith({
		operation: 'askVideos',
		videoNos: await indexedVideo(),
	});
	// Nothing more comes than the first words, and the connection stays open.
	await queueFault({ kind: 'stalledReply', endpoint: 'chat_stream' });
	const chunks = say(url, QUESTION);
	const seen: Chunk[] = [];
	for await (const one of chunks) {
		seen.push(one);
		// It ends the connection, so that the answer is never complete.
		if (one.type === 'item') await resetSandbox();
	}

	expect(seen.map(({ type }) => type)).toEqual(['begin', 'item', 'end', 'error']);
	expect(textIn(seen)).toBe('You');
	const [execution] = await client.waitForExecutions(workflow.id, 1);
	expect(execution?.status).toBe('error');
	expect(execution?.run.error?.message).toMatch(/connection[^]*lost/);
	expect(seen.at(-1)?.content).toMatch(
		/charged[^]*Until then it said: "You"\. The sessionId is \d+\.$/,
	);
});
