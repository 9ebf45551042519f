import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { CLIP, envelope, form, get, postFields, postForm, until } from './client.cjs';
import { openPost } from './wire.cjs';

const V1 = '/serve/api/v1';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0 });
});
afterEach(() => sandbox.close());

const upload = (headers = {}) => postForm(sandbox, `${V1}/upload`, form([CLIP]), headers);

async function ended(count: number) {
	await until('all have ended', () => {
		const past = sandbox.requests.filter(({ endedAt }) => endedAt !== undefined);
		return past.length === count;
	});
	return sandbox.requests;
}

describe('a record says whether the work was done, and what was answered', () => {
	it('of what is taken in and what is refused', async () => {
		await upload();
		await upload({ authorization: 'sk-mavi-wrong' });
		await postForm(sandbox, `${V1}/upload`, form([{ ...CLIP, filename: 'clip.txt' }]));
		expect(await ended(3)).toMatchObject([
			{ taken: true, answer: { status: 200, code: '0000' } },
			{ taken: false, answer: { status: 200, code: '0401' } },
			{ taken: false, answer: { status: 200, code: '0001' } },
		]);
	});

	it.each([
		[{ kind: 'code', code: 429 }, false, { status: 200, code: 429 }],
		[{ kind: 'status', status: 502 }, false, { status: 502, code: undefined }],
		[{ kind: 'status', status: 503, when: 'beforeBody' }, false, { status: 503, code: undefined }],
		[{ kind: 'status', status: 502, when: 'reply' }, true, { status: 502, code: undefined }],
		[{ kind: 'body', text: '"code"' }, true, { status: 200, code: undefined }],
		[{ kind: 'reset', when: 'afterBody' }, false, undefined],
		[{ kind: 'reset', when: 'reply' }, true, undefined],
	] as const)('with the fault %j', async (fault, taken, answer) => {
		sandbox.fault(fault);
		await upload().catch(() => undefined);
		const [record] = await ended(1);
		expect(record).toMatchObject({ taken });
		expect(record?.answer).toEqual(answer);
	});

	it('of a request with a fault that cannot be read', async () => {
		await upload({ 'x-sandbox-fault': 'explode' });
		expect(await ended(1)).toMatchObject([{ taken: false, answer: { status: 400 } }]);
	});
});

it('says when a request ended, as another process sees it too', async () => {
	sandbox.fault({ kind: 'stall', endpoint: 'upload' });
	const cut = expect(upload()).rejects.toThrow();
	await until('it came', () => sandbox.requests[0]?.complete === true);
	await get(sandbox, `${V1}/list_unique_ids`);
	await until('the other one ended', () => sandbox.requests[1]?.endedAt !== undefined);
	const seen: unknown = JSON.parse((await get(sandbox, '/_sandbox/requests')).text);
	expect(seen).toMatchObject([{ at: expect.any(Number) as number }, { taken: true }]);
	expect(seen).toMatchObject([{}, { endedAt: expect.any(Number) as number }]);
	expect(seen).not.toMatchObject([{ endedAt: expect.any(Number) as number }, {}]);
	sandbox.reset();
	await cut;
});

it('counts the bytes of a file, but takes no digest, when told so', async () => {
	sandbox.settings.digest = false;
	await upload();
	expect(sandbox.requests[0]?.files).toMatchObject([{ size: 18, first: /^6e6f/ }]);
	expect(sandbox.requests[0]?.files[0]).not.toHaveProperty('sha256');
});

describe('the limit', () => {
	const FIELDS: [string, string][] = [['url', 'https://a.example/b.mp4']];
	const BODY = new URLSearchParams(FIELDS).toString();

	beforeEach(() => {
		sandbox.settings.requestsPerSecond = 1;
		// Everything happens within one second, however long it takes.
		jest.spyOn(performance, 'now').mockReturnValue(5000);
	});
	afterEach(() => jest.restoreAllMocks());

	it.each(['headers', 'body'] as const)(
		'judged at the %s, reads what it refuses to its end',
		async (limitAt) => {
			sandbox.settings.limitAt = limitAt;
			const bytes = Buffer.alloc(500_000);
			const large = () => postForm(sandbox, `${V1}/upload`, form([{ ...CLIP, bytes }]));
			const answers = await Promise.all([large(), large(), large()]);
			const codes = answers.map((answer) => envelope(answer).code);
			expect(codes.sort()).toEqual(['0000', '0429', '0429']);
			for (const { complete, files } of sandbox.requests) {
				expect(complete).toBe(true);
				expect(files).toMatchObject([{ size: bytes.length }]);
			}
			expect(sandbox.requests.filter(({ taken }) => taken)).toHaveLength(1);
			expect(sandbox.videos).toHaveLength(1);
		},
	);

	it.each([
		['headers', '0000', '0429'],
		['body', '0429', '0000'],
	] as const)('judged at the %s, lets in who is there first', async (limitAt, first, second) => {
		sandbox.settings.limitAt = limitAt;
		const { request, answer } = openPost(sandbox, `${V1}/upload_url`, BODY.length);
		await until('the head is there', () => sandbox.requests.length === 1);
		const late = await postFields(sandbox, `${V1}/upload_url`, FIELDS);
		request.end(BODY);
		expect(envelope(await answer).code).toBe(first);
		expect(envelope(late).code).toBe(second);
	});
});
