import { z } from 'zod';

import {
	asksLibrary,
	folderIdOf,
	holdingsFor,
	nameOf,
	operations,
	type Operation,
} from '../faults/operations.cjs';
import { control, uploadFindable } from '../sandbox/remote.cjs';
import { settingsSchema } from '../sandbox/settings.cjs';
import { chain, memoriesAi, node, start, START } from './build-workflow.cjs';
import { NODE } from './run-node.cjs';
import { queueFault, requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client, sandbox } = world();

const ITEMS = 3;

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
});
afterAll(async () => {
	await setSandbox(settingsSchema.parse({}));
});

/** A node that puts out the items that the operation's parameters expect, in place of what is read. */
async function inputOf(operation: Operation) {
	const { file } = operation;
	const names: string[] = [];
	for (let index = 0; index < ITEMS; index++) {
		names.push(asksLibrary(operation) ? await uploadFindable(sandbox) : nameOf(index));
	}
	const { folders, memories } = holdingsFor(operation, names);
	for (const folder of folders) await control(sandbox, 'POST', 'folders', folder);
	for (const memory of memories) await control(sandbox, 'POST', 'memories', memory);
	const binary = file && { data: { ...file, data: Buffer.from('content').toString('base64') } };
	const items = names.map((name, index) => ({
		json: { name, folderId: folderIdOf(index) },
		binary,
	}));
	return node('Items', 'n8n-nodes-base.code', 2, { jsCode: `return ${JSON.stringify(items)};` });
}

function underTest({ parameters }: Operation) {
	const options = { maxRetries: 0, concurrency: 1, requestsPerSecond: 1000 };
	return memoriesAi(NODE, { ...parameters, options });
}

const all = operations.map((operation): [string, Operation] => [operation.title, operation]);

describe('Retry of a failed execution', () => {
	it.each(all)('%s', async (_title, operation) => {
		const { effect, endpoint, oneRequestForAll } = operation;
		const workflow = await client.createWorkflow(
			chain(`Retry ${operation.title}`, start(), await inputOf(operation), underTest(operation)),
		);
		const sentBefore = (await requestsTo(endpoint)).length;
		if (!oneRequestForAll) await queueFault({ kind: 'delay', ms: 0, endpoint, times: 1 });
		await queueFault({ kind: 'code', code: '0402', endpoint, times: 1 });
		const failed = await client.runToEnd(workflow, START);
		const retried = await client.retry(failed.id, workflow.id);

		expect([failed.status, retried.status]).toEqual(['error', 'success']);
		expect(retried.run.output(NODE)).toHaveLength(ITEMS);
		const sent = (await requestsTo(endpoint)).length - sentBefore;
		// One was taken, one was refused, and of these only the latter is sent again, reads apart.
		if (oneRequestForAll) expect(sent).toBe(2);
		else expect(sent).toBe(effect === 'read' ? 2 + ITEMS : ITEMS + 1);
	});
});

describe('Sub-workflow', () => {
	it.each(all)('%s', async (_title, operation) => {
		const inner = node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, {
			inputSource: 'passthrough',
		});
		const child = chain(`Child ${operation.title}`, inner, underTest(operation));
		const call = node('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
			source: 'parameter',
			workflowJson: JSON.stringify(child),
			options: {},
		});
		const workflow = await client.createWorkflow(
			chain(`Parent ${operation.title}`, start(), await inputOf(operation), call),
		);
		const sentBefore = (await requestsTo(operation.endpoint)).length;
		const { status, run } = await client.runToEnd(workflow, START);

		expect(status).toBe('success');
		expect(run.output('Call')).toHaveLength(ITEMS);
		const sent = (await requestsTo(operation.endpoint)).length - sentBefore;
		expect(sent).toBe(operation.oneRequestForAll ? 1 : ITEMS);
	});
});

describe('Pinned data', () => {
	it.each(all)('%s', async (_title, operation) => {
		const pinned = [{ json: { pinned: true } }];
		const workflow = await client.createWorkflow({
			...chain(
				`Pinned ${operation.title}`,
				start(),
				await inputOf(operation),
				underTest(operation),
			),
			pinData: { [NODE]: pinned },
		});
		const sentBefore = (await requestsTo(operation.endpoint)).length;
		const { status, run } = await client.runToEnd(workflow, START);

		expect(status).toBe('success');
		expect(z.array(z.object({ json: z.unknown() })).parse(run.output(NODE))).toMatchObject(pinned);
		expect((await requestsTo(operation.endpoint)).length).toBe(sentBefore);
	});
});
