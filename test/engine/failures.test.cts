import type { INodeParameters } from 'n8n-workflow';
import { freePort } from '../n8n/process.cjs';
import { startSandbox } from '../sandbox/sandbox.cjs';
import type { FaultInput } from '../sandbox/faults.cjs';
import { untilSo, useFakeTimers } from './fakeTimers.cjs';
import { nodeName, runNode } from './harness.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };

/** One repeat at the most: each costs a second or more. */
async function run(options: INodeParameters = {}, credentials = account.credentials()) {
	return await runNode({
		parameters: { ...uploadUrl, options: { maxRetries: 1, ...options } },
		credentials,
	});
}

type Result = Awaited<ReturnType<typeof run>>;

function textOf({ error }: Result): string {
	return `${error?.message ?? ''}\n${error?.description ?? ''}`;
}

function expectApiError(result: Result): void {
	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
	expect(result.outputOf(nodeName)).toEqual([]);
}

describe('a refusal under HTTP 200 is never green', () => {
	it.each([
		['0001', 'url is not reachable', /field/i],
		['0003', 'tags must be an array', /field/i],
		['0401', 'API key is not valid.', /API Key/],
		['0402', 'Balance is too low.', /credits/],
		['0403', 'Account is closed.', /disabled/],
		['0409', 'Repeated.', /library/],
		['9009', 'No permission.', /permission/],
		['7777', 'Something new.', /document/],
	])('%s', async (code, msg, advice) => {
		account.sandbox.fault({ kind: 'code', code, msg });
		const result = await run();

		expectApiError(result);
		expect(result.error?.message).toContain(msg);
		expect(result.error?.message).toContain(code);
		expect(result.error?.description).toMatch(advice);
		expect(account.sandbox.requests).toHaveLength(1);
	});
});

describe('a reply that is not in the envelope', () => {
	it.each<[name: string, fault: FaultInput, words: RegExp]>([
		['HTTP 401', { kind: 'status', status: 401 }, /401[^]*API Key/],
		['HTTP 404', { kind: 'status', status: 404 }, /404[^]*Not Found/],
		['HTTP 413', { kind: 'status', status: 413 }, /413[^]*larger/],
		['an empty body', { kind: 'emptyBody' }, /200[^]*empty/],
		['text', { kind: 'notJson' }, /200[^]*upstream says hello/],
		['half a JSON document', { kind: 'truncatedJson' }, /200[^]*\{"code":"0000"/],
	])('%s is quoted with its status', async (_name, fault, words) => {
		account.sandbox.fault(fault);
		const result = await run();

		expectApiError(result);
		expect(textOf(result)).toMatch(words);
		expect(account.sandbox.requests).toHaveLength(1);
	});
});

describe('an upload that may have been taken is not sent again', () => {
	it.each<[name: string, fault: FaultInput, words: RegExp]>([
		['HTTP 500', { kind: 'status', status: 500 }, /500[^]*Internal Server Error/],
		['HTTP 502', { kind: 'status', status: 502 }, /502[^]*Bad Gateway/],
		['HTTP 503', { kind: 'status', status: 503, when: 'beforeBody' }, /503/],
		['HTTP 504', { kind: 'status', status: 504, when: 'reply' }, /504/],
		['lost before the body', { kind: 'reset', when: 'beforeBody' }, /connection/i],
		['lost after the body', { kind: 'reset' }, /connection/i],
		['lost within the reply', { kind: 'reset', when: 'reply' }, /connection/i],
	])('%s', async (_name, fault, words) => {
		account.sandbox.fault(fault);
		expectUnknownFate(await run(), words);
	});

	describe('in simulated time', () => {
		useFakeTimers();

		it('no answer in time', async () => {
			account.sandbox.fault({ kind: 'stall', when: 'reply' });
			const running = run({ timeout: 1 });
			await untilSo(() => account.sandbox.requests.some(({ complete }) => complete));
			await jest.advanceTimersByTimeAsync(1_000);
			expectUnknownFate(await running, /in time[^]*Timeout/);
		});
	});

	function expectUnknownFate(result: Result, words: RegExp): void {
		expectApiError(result);
		expect(textOf(result)).toMatch(words);
		expect(textOf(result)).toMatch(/may[^]*charged/);
		expect(textOf(result)).toMatch(/library/);
		expect(account.sandbox.requests).toHaveLength(1);
	}
});

describe('a rate limit is waited out', () => {
	it.each<[name: string, fault: FaultInput]>([
		['code 0429', { kind: 'code', code: '0429' }],
		['code 429 as a number', { kind: 'code', code: 429 }],
		['HTTP 429', { kind: 'status', status: 429 }],
		['HTTP 429 with Retry-After', { kind: 'status', status: 429, retryAfter: '1' }],
	])('%s', async (_name, fault) => {
		account.sandbox.fault({ ...fault, times: 1 });
		const result = await run();

		expect(result.error).toBeUndefined();
		expect(account.sandbox.requests).toHaveLength(2);
		expect(account.sandbox.requests[1]?.body).toBe(account.sandbox.requests[0]?.body);
		expect(result.outputOf(nodeName)).toHaveLength(1);
	});

	it.each([0, 1])('%i times at the most', async (maxRetries) => {
		account.sandbox.fault({ kind: 'code', code: '0429', msg: 'Request has exceeded the limit.' });
		const result = await run({ maxRetries });

		expectApiError(result);
		expect(textOf(result)).toMatch(/exceeded the limit[^]*Max Retries/);
		expect(account.sandbox.requests).toHaveLength(maxRetries + 1);
	});
});

describe('a server that cannot be reached', () => {
	describe('in simulated time', () => {
		const time = useSimulatedTime();

		it('is tried again, because nothing was sent', async () => {
			const port = await freePort();
			const baseUrl = `http://127.0.0.1:${port}`;
			const running = run({ maxRetries: 3 }, account.credentials({ baseUrl }));
			await time.untilAsleep();
			const late = await startSandbox({ port, key: account.sandbox.key });
			const result = await time.pass(running);
			await late.close();

			expect(result.error).toBeUndefined();
			expect(late.requests).toHaveLength(1);
		});
	});

	it.each(['http://127.0.0.1:1', 'http://memories-ai.invalid'])('is named: %s', async (baseUrl) => {
		const result = await run({ maxRetries: 0 }, account.credentials({ baseUrl }));

		expectApiError(result);
		expect(textOf(result)).toContain(baseUrl);
		expect(textOf(result)).toMatch(/Nothing was sent[^]*Base URL|Base URL[^]*Nothing was sent/i);
		expect(textOf(result)).not.toMatch(/charged/);
	});
});

describe('the credential', () => {
	it.each([
		['no key', { apiKey: '  ' }, /API Key/],
		['a base URL that is no address', { baseUrl: 'ftp://memories' }, /Base URL/],
	])('%s is refused before anything is sent', async (_name, changed, words) => {
		const result = await run({}, account.credentials(changed));

		expect(result.error?.name).toBe('NodeOperationError');
		expect(textOf(result)).toMatch(words);
		expect(account.sandbox.requests).toEqual([]);
	});

	it('with a wrong key is told to check the key', async () => {
		const result = await run({}, account.credentials({ apiKey: 'sk-mavi-wrong' }));

		expectApiError(result);
		expect(textOf(result)).toMatch(/0401[^]*API Key/);
	});

	it('may leave out https:// before its address', async () => {
		const baseUrl = account.sandbox.url.replace('http://', '');
		const result = await run({ maxRetries: 0 }, account.credentials({ baseUrl }));

		// The stand-in speaks http alone.
		expectApiError(result);
		expect(textOf(result)).toContain(`https://${baseUrl}`);
	});

	it('may have blanks and a slash too many', async () => {
		const { key, url } = account.sandbox;
		const untidy = account.credentials({ apiKey: ` ${key}\n`, baseUrl: ` ${url}// ` });
		const result = await run({}, untidy);

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().path).toBe('/serve/api/v1/upload_url');
	});
});
