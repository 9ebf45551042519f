import { inspect } from 'node:util';
import type { OnError } from 'n8n-workflow';
import type { FaultInput } from '../sandbox/faults.cjs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

let otherHost: Sandbox;

beforeAll(async () => {
	otherHost = await startSandbox();
});
beforeEach(() => {
	otherHost.reset();
});
afterAll(async () => {
	await otherHost.close();
});

const faults: FaultInput[] = [
	{ kind: 'echoKey', as: 'msg' },
	{ kind: 'echoKey', as: 'html' },
	{ kind: 'echoKey', as: 'html', when: 'reply' },
	{ kind: 'code', code: '0401' },
	{ kind: 'status', status: 401 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 429 },
	{ kind: 'emptyBody' },
	{ kind: 'truncatedJson' },
	{ kind: 'notJson' },
	{ kind: 'reset', when: 'beforeBody' },
	{ kind: 'reset' },
	{ kind: 'reset', when: 'reply' },
	{ kind: 'stall' },
];
const outcomes: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const cases = faults.flatMap((fault) =>
	outcomes.map((onError): [OnError, FaultInput] => [onError, fault]),
);

async function run(operation: 'uploadUrl' | 'uploadFile', onError: OnError) {
	const file = { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	return await runNode({
		parameters: {
			resource: 'video',
			operation,
			...(operation === 'uploadUrl' && { url: 'https://example.com/a.mp4' }),
			options: { maxRetries: 0, timeout: 1 },
		},
		items: [await binaryItem(file, 'memory')],
		onError,
		credentials: account.credentials(),
	});
}

/** Both the saved form and everything that hangs on the objects without being saved. */
function expectNoKeyIn(run: object): void {
	expect(JSON.stringify(run)).not.toContain(account.sandbox.key);
	expect(inspect(run, { depth: Infinity, showHidden: true })).not.toContain(account.sandbox.key);
}

it.each(cases)('the key is in nothing that n8n keeps: %s %j', async (onError, fault) => {
	account.sandbox.fault(fault);
	const result = await run('uploadUrl', onError);

	expect(account.sandbox.requests).toHaveLength(1);
	expect(account.onlyRequest().headers.authorization).toBe(account.sandbox.key);
	expectNoKeyIn(result.run);
});

it('the key is in nothing that n8n keeps after success', async () => {
	const result = await run('uploadFile', 'stopWorkflow');

	expect(result.status).toBe('success');
	expectNoKeyIn(result.run);
});

describe.each([301, 302, 303, 307, 308])('a redirect with HTTP %i', (status) => {
	it.each(['uploadUrl', 'uploadFile'] as const)('of %s is not followed', async (operation) => {
		const location = `${otherHost.url}/serve/api/v1/upload_url`;
		account.sandbox.fault({ kind: 'redirect', status, location });
		const result = await run(operation, 'stopWorkflow');

		expect(result.error?.name).toBe('NodeApiError');
		expect(`${result.error?.message ?? ''} ${result.error?.description ?? ''}`).toContain(location);
		expect(account.sandbox.requests).toHaveLength(1);
		expect(otherHost.requests).toEqual([]);
		expectNoKeyIn(result.run);
	});
});
