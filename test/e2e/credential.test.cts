import { chain, items, memoriesAi, start, START } from './build-workflow.cjs';
import { NODE } from './run-node.cjs';
import { resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client, credential, sandbox } = world();

beforeEach(resetSandbox);

const VIDEO = 'https://example.com/key-of-each-item.mp4';

async function testWith(apiKey: string) {
	return await client.testCredential(credential, {
		apiKey,
		apiVersion: 'v1',
		baseUrl: sandbox.url,
	});
}

test('the right key passes the test of the credential', async () => {
	expect(await testWith(sandbox.key)).toMatchObject({ status: 'OK' });
});

test('a wrong key is refused in plain words', async () => {
	const { status, message } = await testWith('sk-mavi-wrong');
	expect(status).toBe('Error');
	expect(message).toMatch(/does not accept this API Key/);
	expect(message).not.toContain('sk-mavi-wrong');
});

test('an address without https:// is completed', async () => {
	const data = { apiKey: sandbox.key, apiVersion: 'v1', baseUrl: '127.0.0.1:1' };

	// Nobody is there, which is said of an address that could be asked; of others it is ERR_INVALID_URL.
	expect(await client.testCredential(credential, data)).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/ECONNREFUSED|refused the connection/) as string,
	});
});

/** Runs Upload URL with a credential that takes the key from the item; errors go their own way. */
async function uploadWithKeys(keys: string[], more: Record<string, unknown> = {}) {
	const perItem = await client.saveCredential('memoriesAiApi', 'Key of each item', {
		apiKey: '={{ $json.value }}',
		apiVersion: 'v1',
		baseUrl: sandbox.url,
	});
	const parameters = { resource: 'video', operation: 'uploadUrl', url: VIDEO, ...more };
	const node = {
		...memoriesAi(NODE, parameters, perItem),
		onError: 'continueErrorOutput' as const,
	};
	const workflow = chain('Key of each item', start(), items(keys), node);
	const id = await client.run(await client.createWorkflow(workflow), START);
	return (await client.waitForExecution(id)).run;
}

test('a credential with an expression is evaluated for each item', async () => {
	const run = await uploadWithKeys([sandbox.key, 'sk-mavi-of-nobody', sandbox.key]);

	expect(run.output(NODE)).toHaveLength(2);
	expect(run.output(NODE, 1)).toMatchObject([
		{ json: { error: { code: '0401' }, value: 'sk-mavi-of-nobody' } },
	]);
});

test('asleep it could not be evaluated, so nothing is sent', async () => {
	const run = await uploadWithKeys([sandbox.key], { waitFor: 'callback' });

	expect(run.output(NODE)).toEqual([]);
	expect(run.output(NODE, 1)).toMatchObject([
		{ json: { error: { message: expect.stringContaining('Wait For') as string } } },
	]);
});
