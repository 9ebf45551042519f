import type { Execution } from '../n8n/rest.cjs';
import { chain, items, memoriesAi, start, START } from './build-workflow.cjs';
import { NODE } from './run-node.cjs';
import { queueFault, requestsTo, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client } = world();

const UPLOAD_URL = {
	resource: 'video',
	operation: 'uploadUrl',
	url: '=https://example.com/{{ $json.value }}.mp4',
	options: { concurrency: 1, maxRetries: 0, requestsPerSecond: 1000 },
};

beforeEach(resetSandbox);

// jest types its matchers as any.
const A_VIDEO_NO: unknown = expect.stringMatching(/^VI\d+$/);

/** Runs ten items of which the sixth does not succeed. */
async function failAtSixth(fault: Parameters<typeof queueFault>[0]) {
	await queueFault({ kind: 'delay', ms: 0, endpoint: 'upload_url', times: 5 });
	await queueFault({ ...fault, endpoint: 'upload_url', times: 1 });
	const values = Array.from({ length: 10 }, (_, item) => String(item));
	const workflow = await client.createWorkflow(
		chain('Ten uploads', start(), items(values), memoriesAi(NODE, UPLOAD_URL)),
	);
	const failed = await client.runToEnd(workflow, START);
	expect(failed.status).toBe('error');
	return { failed, retry: async () => await client.retry(failed.id, workflow.id) };
}

function videoNosOf({ run }: Execution): unknown[] {
	return run.output(NODE).map(({ json }) => json.videoNo);
}

test('Retry of a failed execution pays for what is missing, and puts out all', async () => {
	const { retry } = await failAtSixth({ kind: 'code', code: '0402' });
	expect(await requestsTo('upload_url')).toHaveLength(6);

	const retried = await retry();
	expect(retried.status).toBe('success');
	expect(await requestsTo('upload_url')).toHaveLength(11);
	expect(new Set(videoNosOf(retried)).size).toBe(10);
	expect(videoNosOf(retried)).toEqual(Array(10).fill(A_VIDEO_NO));
});

test('Retry by hand sends what may have been taken: the message asked a person to look first', async () => {
	const { failed, retry } = await failAtSixth({ kind: 'status', status: 502, when: 'reply' });
	expect(failed.run.error?.description).toMatch(/charged[^]*library/);

	expect((await retry()).status).toBe('success');
	expect(await requestsTo('upload_url')).toHaveLength(11);
});

test('Retry On Fail does not send it', async () => {
	await queueFault({ kind: 'status', status: 502, when: 'reply', endpoint: 'upload_url' });
	const node = { ...memoriesAi(NODE, UPLOAD_URL), retryOnFail: true, maxTries: 3 };
	const workflow = await client.createWorkflow(
		chain('Retry On Fail', start(), items(['a']), { ...node, waitBetweenTries: 1 }),
	);
	const failed = await client.runToEnd(workflow, START);

	expect(failed.status).toBe('error');
	expect(await requestsTo('upload_url')).toHaveLength(1);
});
