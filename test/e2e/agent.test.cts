import { z } from 'zod';
import { folderIdOf } from '../faults/operations.cjs';
import type { Execution } from '../n8n/rest.cjs';
import type { StoredCredential, WorkflowFile } from '../n8n/workflows.cjs';
import { node, start, START, withCredential } from './build-workflow.cjs';
import { eachOperation, inputOf } from './each-operation.cjs';
import { DONE, type Model, startModel } from './model.cjs';
import { callBack } from './post.cjs';
import { NODE } from './run-node.cjs';
import { endIndexing, queueFault, requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { newLink, untilAsleep, untilUploaded } from './sleep.cjs';
import { world } from './world.cjs';

/** The node as a tool of n8n's AI Agent node; the model is a stand-in that calls it once. */
const { client, line } = world();

const HOUR = 3_600_000;
const AGENT = 'AI Agent';
const MODEL = 'Model';

let model: Model;
let modelCredential: StoredCredential;

beforeAll(async () => {
	model = await startModel();
	modelCredential = await client.saveCredential('openAiApi', 'Model of the tests', {
		apiKey: 'not-needed',
		url: model.url,
	});
});
beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: HOUR, callbacks: 'none' });
});
afterAll(async () => {
	await model.close();
});

/** An agent and the tool that it has. */
interface Setup {
	/** The version of the AI Agent node. */
	version: number;
	parameters: Record<string, unknown>;
	/** The tool's On Error setting. */
	onError?: string;
}

function workflowOf({ version, parameters, onError }: Setup): WorkflowFile {
	const agent = node(AGENT, '@n8n/n8n-nodes-langchain.agent', version, {
		promptType: 'define',
		text: 'Upload the video',
		options: {},
	});
	const languageModel = node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
		model: { __rl: true, mode: 'id', value: 'stand-in' },
		responsesApiEnabled: false,
		options: {},
	});
	const tool = {
		...node(NODE, 'n8n-nodes-memories-ai.memoriesAiTool', 1, parameters),
		onError,
	};
	return {
		name: 'Agent',
		nodes: [start(), agent, withCredential(languageModel, modelCredential), withCredential(tool)],
		connections: {
			[START]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			[MODEL]: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			[NODE]: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

const UPLOAD_URL = {
	resource: 'video',
	operation: 'uploadUrl',
	url: "={{ $fromAI('url', 'Direct link to the video', 'string') }}",
};
const SLEEP = { ...UPLOAD_URL, waitFor: 'callback' };

/** Lets an agent begin that will call the tool with this link. */
async function beginAgent(setup: Setup, url = newLink()): Promise<string> {
	model.callOnce({ url });
	return await client.run(await client.createWorkflow(workflowOf(setup)), START);
}

/** An agent that has gone on after what its tool told it. */
function expectGoneOn({ status, run }: Execution): void {
	expect(status).toBe('success');
	expect(run.output(AGENT)).toMatchObject([{ json: { output: DONE } }]);
}

/** What came of a tool that fails, as the model, or where it ends the execution, a person reads it. */
async function failureOf(setup: Setup): Promise<string> {
	const execution = await client.waitForExecution(await beginAgent(setup));
	// Under Agent v3, n8n 1 stops at a tool that fails, unless its On Error setting says otherwise.
	if (line === '1' && setup.version === 3 && setup.onError === undefined) {
		expect(execution.status).toBe('error');
		return execution.run.error?.message ?? '';
	}
	expectGoneOn(execution);
	expect(model.told).toHaveLength(1);
	return model.told[0] ?? '';
}

test('the model is offered the operation in words, and what it fills in', async () => {
	await client.waitForExecution(await beginAgent({ version: 3, parameters: UPLOAD_URL }));

	expect(model.tool).toMatchObject({
		description: 'Upload a video from a direct URL in Memories.ai',
		parameters: { properties: { url: { description: 'Direct link to the video' } } },
	});
});

describe.each([3, 2.2])('AI Agent version %d', (version) => {
	describe.each([undefined, 'continueRegularOutput', 'continueErrorOutput'])(
		'with On Error %s',
		(onError) => {
			test('the model is told the videoNo of an upload', async () => {
				const url = newLink();
				const id = await beginAgent({ version, parameters: UPLOAD_URL, onError }, url);

				expectGoneOn(await client.waitForExecution(id));
				expect(model.told).toEqual([expect.stringContaining(await untilUploaded(url))]);
			});

			test('the model is told not to send again what may have been charged', async () => {
				await queueFault({ kind: 'status', status: 502, when: 'reply', endpoint: 'upload_url' });
				const told = await failureOf({ version, parameters: UPLOAD_URL, onError });

				expect(told).toMatch(/HTTP 502[^]*charged[^]*Do not send it again[^]*library/);
				expect(await requestsTo('upload_url')).toHaveLength(1);
			});
		},
	);

	describe('Tool of an AI Agent', () => {
		test.each(eachOperation)('%s', async (_title, operation) => {
			await setSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
			const { names } = await inputOf(operation);
			const [name = ''] = names;
			const filledIn = JSON.stringify(operation.parameters).replace(
				/\$json\.(name|folderId)/g,
				"$fromAI('$1', 'What it is about', 'string')",
			);
			const parameters = z.record(z.unknown()).parse(JSON.parse(filledIn));
			model.callOnce({ name, folderId: folderIdOf(0) });
			const workflow = await client.createWorkflow(
				workflowOf({ version, parameters, onError: 'continueRegularOutput' }),
			);
			expectGoneOn(await client.waitForExecution(await client.run(workflow, START)));

			expect(model.told).toHaveLength(1);
			const sent = await requestsTo(operation.endpoint);
			if (operation.file || operation.reply === 'file') {
				expect(model.told[0]).toMatch(/hands no files to its tools|gets no files/);
				expect(sent).toEqual([]);
			} else {
				expect(model.told[0]).not.toContain('error');
				const own = operation.sameForAll ? '' : (operation.traceOf?.(0) ?? name);
				expect(sent.map((request) => JSON.stringify(request))).toEqual([
					expect.stringContaining(own),
				]);
			}
		});
	});

	test('the model is told to use Upload URL in place of Upload File', async () => {
		const parameters = { resource: 'video', operation: 'uploadFile' };
		const told = await failureOf({ version, parameters });

		expect(told).toMatch(/hands no files to its tools[^]*Upload URL/);
		expect(await requestsTo('upload')).toEqual([]);
	});
});

describe('Until Indexed (Callback)', () => {
	/** Returns when the tool sleeps, with what wakes it. */
	async function fallAsleepIn(setup: Setup, url: string) {
		const id = await beginAgent(setup, url);
		await untilAsleep(id);
		const [request] = await requestsTo('upload_url');
		const resumeUrl = new Map(request?.fields).get('callback') ?? '';
		return { id, resumeUrl, videoNo: await untilUploaded(url) };
	}

	test('a tool of AI Agent version 3 sleeps, and its agent goes on with the video', async () => {
		const setup = { version: 3, parameters: SLEEP };
		const { id, resumeUrl, videoNo } = await fallAsleepIn(setup, newLink());
		expect(model.told).toEqual([]);

		await endIndexing(videoNo);
		await callBack(resumeUrl, videoNo);
		expectGoneOn(await client.waitForExecution(id));
		expect(model.told).toEqual([expect.stringContaining(videoNo)]);
		expect(model.told[0]).toContain('"status":"PARSE"');
	});

	test('its agent is told of a video that cannot be indexed', async () => {
		const setup = { version: 3, parameters: SLEEP, onError: 'continueRegularOutput' };
		const { id, resumeUrl, videoNo } = await fallAsleepIn(setup, newLink('fail'));

		await endIndexing(videoNo);
		await callBack(resumeUrl, videoNo, 'FAIL');
		expectGoneOn(await client.waitForExecution(id));
		expect(model.told).toHaveLength(1);
		expect(model.told[0]).toMatch(/VI\d+ could not be indexed[^]*Convert the video/);
	});

	test('a tool of AI Agent version 2 is refused it, before anything is sent', async () => {
		const told = await failureOf({ version: 2.2, parameters: SLEEP });

		expect(told).toMatch(/Wait For: a tool cannot sleep[^]*version 3[^]*Until Indexed \(Polling\)/);
		expect(await requestsTo('upload_url')).toEqual([]);
	});
});
