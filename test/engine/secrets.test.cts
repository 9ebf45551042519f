import { inspect } from 'node:util';
import type { OnError } from 'n8n-workflow';
import type { FaultInput } from '../sandbox/faults.cjs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { untilSo, useFakeTimers } from './fakeTimers.cjs';
import { exemptRequests } from '../vendor/everyRequest.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
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
];
const outcomes: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const cases = faults.flatMap((fault) =>
	outcomes.map((onError): [OnError, FaultInput] => [onError, fault]),
);

async function run(
	operation: 'uploadUrl' | 'uploadFile',
	onError: OnError,
	credentials = account.credentials(),
) {
	const file = { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	return await runNode({
		parameters: {
			resource: 'video',
			operation,
			...(operation === 'uploadUrl' && { url: 'https://example.com/a.mp4' }),
			options: { maxRetries: 0 },
		},
		items: [await binaryItem(file, 'memory')],
		onError,
		credentials,
	});
}

/** Both the saved form and everything that hangs on the objects without being saved. */
function expectNoKeyIn(run: object, key = account.sandbox.key): void {
	expect(JSON.stringify(run)).not.toContain(key);
	expect(inspect(run, { depth: Infinity, showHidden: true })).not.toContain(key);
}

function expectKeyOnlySent({ run: kept }: Awaited<ReturnType<typeof run>>): void {
	expect(account.sandbox.requests).toHaveLength(1);
	expect(account.onlyRequest().headers.authorization).toBe(account.sandbox.key);
	expectNoKeyIn(kept);
}

it.each(cases)('the key is in nothing that n8n keeps: %s %j', async (onError, fault) => {
	account.sandbox.fault(fault);
	expectKeyOnlySent(await run('uploadUrl', onError));
});

describe('where no answer comes in time', () => {
	useFakeTimers();

	it.each(outcomes)('the key is in nothing that n8n keeps: %s', async (onError) => {
		account.sandbox.fault({ kind: 'stall' });
		const running = run('uploadUrl', onError);
		await untilSo(() => account.sandbox.requests.some(({ complete }) => complete));
		await jest.advanceTimersByTimeAsync(300_000);
		expectKeyOnlySent(await running);
	});
});

it('the key is in nothing that n8n keeps after success', async () => {
	const result = await run('uploadFile', 'stopWorkflow');

	expect(result.status).toBe('success');
	expectNoKeyIn(result.run);
});

describe('a server that says the key', () => {
	const key = 'sk-mavi-sandbox/+==';
	const echoes: Array<[name: string, fault: FaultInput]> = [
		['in a success', bodyFault({ code: '0000', data: { videoNo: 'VI1', [key]: [`<${key}>`] } })],
		['as the id', bodyFault({ code: '0000', data: { videoNo: key } })],
		['in a success without an id', bodyFault({ code: '0000', data: { key } })],
		['as the code', bodyFault({ code: key, msg: 'no' })],
		['as part of a URL', bodyFault({ code: '0401', msg: `?key=${encodeURIComponent(key)}` })],
		[
			'in a redirect',
			{ kind: 'redirect', location: `https://example.com/?${key}`, when: 'beforeBody' },
		],
		...[285, 290, 299].map((at): [string, FaultInput] => [
			`where a quote is cut off, at ${at}`,
			{ kind: 'body', text: `${'x'.repeat(at)}${key}`, status: 502 },
		]),
		[
			'at the beginning of a reply that is too long',
			{ kind: 'body', text: key.padEnd(17 * 1024 ** 2) },
		],
	];

	function bodyFault(reply: object): FaultInput {
		return { kind: 'body', text: JSON.stringify(reply) };
	}

	it.each(echoes)('%s', async (_name, fault) => {
		account.sandbox.fault(fault);
		const credentials = account.credentials({ apiKey: ` ${key}\n` });
		const result = await run('uploadUrl', 'continueRegularOutput', credentials);
		const shown = JSON.stringify(result.outputOf(nodeName));

		expect(account.onlyRequest().headers.authorization).toBe(key);
		expectNoKeyIn(result.run, key);
		expectNoKeyIn(result.run, encodeURIComponent(key));
		// Not even a part of it.
		expect(shown).not.toContain('sk-mavi-s');
		expect(shown).toMatch(/\(API key\)|x{285}/);
	});
});

describe('the Base URL', () => {
	it.each([
		['a user name', 'http://user:secret@127.0.0.1'],
		['a user name alone', 'http://user@127.0.0.1'],
		['a query', 'http://127.0.0.1/?token=secret'],
		['a fragment', 'http://127.0.0.1/#secret'],
		['another protocol', 'ftp://127.0.0.1/secret'],
		['backslashes', 'http:\\\\127.0.0.1\\secret'],
		['a line break', 'http://127.0.0.1/\nsecret'],
	])('with %s is refused, and not repeated', async (_name, baseUrl) => {
		const result = await run('uploadUrl', 'stopWorkflow', account.credentials({ baseUrl }));

		expect(result.error?.name).toBe('NodeOperationError');
		expect(result.error?.message).toMatch(/^Base URL/);
		expect(JSON.stringify(result.run)).not.toContain('secret');
	});

	it('may have a path, as a proxy has', async () => {
		const baseUrl = `${account.sandbox.url}/to/memories/`;
		await run('uploadUrl', 'stopWorkflow', account.credentials({ baseUrl }));

		expect(account.onlyRequest().path).toBe('/to/memories/serve/api/v1/upload_url');
		// The proxy's part of the path is in no file.
		exemptRequests();
	});
});

it.each([
	['a line break', 'sk-mavi-sandbox\r\nX-Evil: 1'],
	['a blank', 'sk-mavi sandbox'],
	['a letter that no header can hold', 'sk-mavi-sandbοx'],
	['something that cannot be seen', 'sk-mavi-\u200bsandbox'],
])('a key with %s is refused before anything is sent', async (_name, apiKey) => {
	const result = await run('uploadUrl', 'stopWorkflow', account.credentials({ apiKey }));

	expect(result.error?.name).toBe('NodeOperationError');
	expect(result.error?.message).toMatch(/^API Key/);
	expectNoKeyIn(result.run, apiKey);
	expect(account.sandbox.requests).toEqual([]);
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

	it.each([
		['the same host', () => `${account.sandbox.url}/serve/api/v1/upload_url?again`],
		['a part of the same host', () => '/serve/api/v1/upload_url?again'],
		['a host with a user name', () => otherHost.url.replace('//', '//user:pass@')],
		['no address', () => 'http://'],
	])('to %s is not followed', async (_name, location) => {
		account.sandbox.fault({ kind: 'redirect', status, location: location() });
		const result = await run('uploadUrl', 'stopWorkflow');

		expect(result.error?.message).toMatch(/redirect/);
		expect(account.sandbox.requests).toHaveLength(1);
		expect(otherHost.requests).toEqual([]);
		expectNoKeyIn(result.run);
	});
});
