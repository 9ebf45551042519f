import type { FaultInput } from '../../sandbox/faults.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { type Answer, CLIP, envelope, form, get, postForm, until } from './client.cjs';

const V1 = '/serve/api/v1';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0 });
});
afterEach(() => sandbox.close());

function upload(headers: Record<string, string> = {}): Promise<Answer> {
	return postForm(sandbox, `${V1}/upload`, form([CLIP]), headers);
}

async function struck(fault: FaultInput): Promise<Answer> {
	sandbox.fault(fault);
	return upload();
}

describe('business codes', () => {
	it.each(['0001', '0003', '0401', '0402', '0403', '0409', '0429', '9009', '7777', 429])(
		'answers %p under HTTP 200 and takes nothing in',
		async (code) => {
			const answer = await struck({ kind: 'code', code, msg: 'as told' });
			expect(answer.status).toBe(200);
			expect(envelope(answer)).toEqual({ code, msg: 'as told', data: null });
			expect(sandbox.requests[0]?.files).toHaveLength(1);
			expect(sandbox.videos).toHaveLength(0);
		},
	);
});

describe('HTTP statuses', () => {
	it.each([400, 404, 408, 413, 429, 500, 502, 503])(
		'answers %d without envelope',
		async (status) => {
			const answer = await struck({ kind: 'status', status });
			expect(answer.status).toBe(status);
			expect(answer.text).not.toContain('"code"');
			expect(answer.headers['retry-after']).toBeUndefined();
		},
	);

	it('answers HTML like a gateway, and Spring JSON like the application', async () => {
		sandbox.fault({ kind: 'status', status: 502, times: 1 });
		expect((await upload()).headers['content-type']).toBe('text/html');
		sandbox.fault({ kind: 'status', status: 503, times: 1 });
		expect(JSON.parse((await upload()).text)).toMatchObject({
			path: `${V1}/upload`,
			status: 503,
			error: 'Service Unavailable',
		});
	});

	it('sends Retry-After when told to', async () => {
		const answer = await struck({ kind: 'status', status: 429, retryAfter: '7' });
		expect(answer.headers['retry-after']).toBe('7');
	});
});

describe('spoiled replies to work that was done', () => {
	it('is empty', async () => {
		expect((await struck({ kind: 'emptyBody' })).text).toBe('');
		expect(sandbox.videos).toHaveLength(1);
	});

	it('is cut', async () => {
		const { status, text } = await struck({ kind: 'truncatedJson' });
		expect(status).toBe(200);
		expect(text).toContain('{"code":"0000"');
		expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
		expect(sandbox.videos).toHaveLength(1);
	});

	it('is not JSON', async () => {
		const { text } = await struck({ kind: 'notJson' });
		expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
		expect(sandbox.videos).toHaveLength(1);
	});

	it('may carry a code as well', async () => {
		const answer = await struck({ kind: 'code', code: '0429', when: 'reply' });
		expect(envelope(answer).code).toBe('0429');
		expect(sandbox.videos).toHaveLength(1);
	});
});

describe('connections', () => {
	it.each([
		['beforeBody', 0, 0],
		['afterBody', 1, 0],
		['reply', 1, 1],
	] as const)('is reset at %s', async (when, files, videos) => {
		await expect(struck({ kind: 'reset', when })).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.requests[0]?.files).toHaveLength(files);
		expect(sandbox.videos).toHaveLength(videos);
	});

	it('stalls until the client gives up, and does not keep the sandbox from closing', async () => {
		sandbox.fault({ kind: 'stall', endpoint: 'list_unique_ids' });
		const client = new AbortController();
		const givenUp = expect(
			fetch(`${sandbox.url}${V1}/list_unique_ids`, {
				headers: { authorization: sandbox.key },
				signal: client.signal,
			}),
		).rejects.toMatchObject({ name: 'AbortError' });
		await until('the first request came', () => sandbox.requests.length === 1);
		client.abort();
		await givenUp;
		const cut = expect(get(sandbox, `${V1}/list_unique_ids`)).rejects.toThrow('fetch failed');
		await until('the second request came', () => sandbox.requests.length === 2);
		await sandbox.close();
		await cut;
	});

	it('says that a body did not arrive whole', async () => {
		const partial = new Promise<void>((resolve) => {
			const body = new ReadableStream({
				start(controller) {
					controller.enqueue(new TextEncoder().encode('--x\r\n'));
				},
			});
			const leave = new AbortController();
			fetch(`${sandbox.url}${V1}/upload`, {
				method: 'POST',
				headers: {
					authorization: sandbox.key,
					'content-type': 'multipart/form-data; boundary=x',
				},
				body,
				duplex: 'half',
				signal: leave.signal,
			}).catch(() => {
				resolve();
			});
			void until('the request came', () => sandbox.requests.length === 1).then(() => {
				leave.abort();
			});
		});
		await partial;
		expect(sandbox.requests[0]?.complete).toBe(false);
	});

	it.each([302, 307])('redirects with %d', async (status) => {
		const location = 'https://elsewhere.example/';
		const answer = await struck({ kind: 'redirect', status, location });
		expect(answer.status).toBe(status);
		expect(answer.headers.location).toBe(location);
	});

	it('delays, then goes on', async () => {
		expect(envelope(await struck({ kind: 'delay', ms: 20 })).code).toBe('0000');
	});
});

it('echoes the key in msg or in a page', async () => {
	sandbox.fault({ kind: 'echoKey', as: 'msg', times: 1 });
	expect(envelope(await upload()).msg).toContain(sandbox.key);
	sandbox.fault({ kind: 'echoKey', as: 'html', times: 1 });
	expect((await upload()).text).toContain(`<pre>Authorization: ${sandbox.key}`);
});

describe('which requests are struck', () => {
	const codes = async (count: number) => {
		const seen: unknown[] = [];
		for (let at = 0; at < count; at++) seen.push(envelope(await upload()).code);
		return seen;
	};

	it('strikes as often as told, one fault after the other', async () => {
		sandbox.fault({ kind: 'code', code: '0429', times: 2 });
		sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		expect(await codes(4)).toEqual(['0429', '0429', '0402', '0000']);
	});

	it('strikes until reset when no number is given', async () => {
		sandbox.fault({ kind: 'code', code: '0402' });
		expect(await codes(3)).toEqual(['0402', '0402', '0402']);
		sandbox.reset();
		expect(await codes(1)).toEqual(['0000']);
	});

	it('strikes only the endpoint named', async () => {
		sandbox.fault({ kind: 'code', code: '0402', endpoint: 'list_unique_ids' });
		expect(await codes(1)).toEqual(['0000']);
		expect(envelope(await get(sandbox, `${V1}/list_unique_ids`)).code).toBe('0402');
	});

	it('strikes the one request whose header asks for it', async () => {
		const text = await upload({ 'x-sandbox-fault': 'kind=code,code=0402' });
		expect(envelope(text).code).toBe('0402');
		const json = await upload({ 'x-sandbox-fault': '{"kind":"code","code":429}' });
		expect(envelope(json).code).toBe(429);
		expect(await codes(1)).toEqual(['0000']);
	});

	it('does not guess what a fault may mean', async () => {
		expect(() => {
			sandbox.fault({ kind: 'code', code: '0402', endpoint: 'uplaod' });
		}).toThrow('"uplaod" is not one of');
		const answer = await upload({ 'x-sandbox-fault': 'kind=code,cod=0402' });
		expect(answer.status).toBe(400);
	});
});
