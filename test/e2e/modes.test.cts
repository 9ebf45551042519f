import { z } from 'zod';

import { chain, node, start, START } from './build-workflow.cjs';
import {
	eachOperation,
	inputOf,
	ITEMS,
	refuseOne,
	sentWithRetry,
	underTest,
} from './each-operation.cjs';
import { NODE } from './run-node.cjs';
import { requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client } = world();

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
});
describe('Retry of a failed execution', () => {
	it.each(eachOperation)('%s', async (_title, operation) => {
		const { node: items } = await inputOf(operation);
		const { endpoint } = operation;
		const workflow = await client.createWorkflow(
			chain(`Retry ${operation.title}`, start(), items, underTest(operation)),
		);
		const sentBefore = (await requestsTo(endpoint)).length;
		await refuseOne(operation);
		const failed = await client.runToEnd(workflow, START);
		const retried = await client.retry(failed.id, workflow.id);

		expect([failed.status, retried.status]).toEqual(['error', 'success']);
		expect(retried.run.output(NODE)).toHaveLength(ITEMS);
		const sent = (await requestsTo(endpoint)).length - sentBefore;
		expect(sent).toBe(sentWithRetry(operation));
	});
});

describe('Sub-workflow', () => {
	it.each(eachOperation)('%s', async (_title, operation) => {
		const { node: items } = await inputOf(operation);
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
			chain(`Parent ${operation.title}`, start(), items, call),
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
	it.each(eachOperation)('%s', async (_title, operation) => {
		const { node: items } = await inputOf(operation);
		const pinned = [{ json: { pinned: true } }];
		const workflow = await client.createWorkflow({
			...chain(`Pinned ${operation.title}`, start(), items, underTest(operation)),
			pinData: { [NODE]: pinned },
		});
		const sentBefore = (await requestsTo(operation.endpoint)).length;
		const { status, run } = await client.runToEnd(workflow, START);

		expect(status).toBe('success');
		expect(z.array(z.object({ json: z.unknown() })).parse(run.output(NODE))).toMatchObject(pinned);
		expect((await requestsTo(operation.endpoint)).length).toBe(sentBefore);
	});
});
