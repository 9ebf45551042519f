import { createGunzip, gunzipSync } from 'node:zlib';

import type { FaultInput } from '../../sandbox/faults.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { dataOf, envelope, get, postFields, postJson, send, until } from './client.cjs';
import { chunksOf, converse, head, openGet } from './wire.cjs';

const V1 = '/serve/api/v1';
const IDS = `${V1}/list_unique_ids`;
const UPLOAD = `${V1}/upload_url`;
const FIELDS: [string, string][] = [['url', 'https://a.example/b.mp4']];
const BODY = new URLSearchParams(FIELDS).toString();

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0 });
});
afterEach(() => sandbox.close());

const usual = async () => (await get(sandbox, IDS)).text;

async function rawGet(fault: FaultInput) {
	sandbox.fault(fault);
	const response = await openGet(sandbox, IDS);
	return { headers: response.headers, chunks: await chunksOf(response) };
}

describe('a text of ones own', () => {
	it('comes as it is, with the work done', async () => {
		const text = '{"__proto__":{"code":"0000"},"data":[[[[';
		await postJson(sandbox, '/_sandbox/fault', { kind: 'body', text });
		const answer = await postFields(sandbox, UPLOAD, FIELDS);
		expect(answer).toMatchObject({ status: 200, text });
		expect(answer.headers['content-type']).toMatch(/^application\/json/);
		expect(sandbox.videos).toHaveLength(1);
	});

	it('has its status and type, and its moment', async () => {
		sandbox.fault({
			kind: 'body',
			text: 'no',
			status: 418,
			contentType: 'text/plain',
			when: 'afterBody',
		});
		const answer = await postFields(sandbox, UPLOAD, FIELDS);
		expect(answer).toMatchObject({ status: 418, text: 'no' });
		expect(answer.headers['content-type']).toMatch(/^text\/plain/);
		expect(sandbox.videos).toHaveLength(0);
	});
});

describe('a wrong length', () => {
	const struck = async (too: 'long' | 'short') => {
		sandbox.fault({ kind: 'wrongLength', too });
		const text = await converse(sandbox, head(sandbox, UPLOAD, BODY.length) + BODY);
		const [top = '', body = ''] = text.split('\r\n\r\n');
		expect(dataOf({ status: 200, headers: {}, text: body })['videoNo']).toMatch(/^VI/);
		expect(sandbox.videos).toHaveLength(1);
		return { length: Number(/content-length: (\d+)/i.exec(top)?.[1]), sent: body.length };
	};

	it('promises more than it sends, and then ends the connection', async () => {
		const { length, sent } = await struck('long');
		expect(length).toBeGreaterThan(sent);
	});

	it('promises less than it sends', async () => {
		const { length, sent } = await struck('short');
		expect(length).toBeLessThan(sent);
		expect(length).toBeGreaterThan(0);
	});

	it('is noticed by a client', async () => {
		sandbox.fault({ kind: 'wrongLength', too: 'long' });
		await expect(postFields(sandbox, UPLOAD, FIELDS)).rejects.toThrow('terminated');
	});
});

describe('compressed replies', () => {
	it('unpack to the usual one', async () => {
		const text = await usual();
		const { headers, chunks } = await rawGet({ kind: 'gzip' });
		expect(headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(text);
		expect(await usual()).toBe(text);
	});

	it('may only say that they are', async () => {
		const text = await usual();
		const { headers, chunks } = await rawGet({ kind: 'brokenGzip' });
		expect(headers['content-encoding']).toBe('gzip');
		expect(Buffer.concat(chunks).toString()).toBe(text);
		await expect(get(sandbox, IDS)).rejects.toThrow('terminated');
	});
});

describe('slow replies', () => {
	it('drip, and are whole in the end', async () => {
		const text = await usual();
		const { headers, chunks } = await rawGet({ kind: 'drip', everyMs: 2 });
		expect(headers['content-length']).toBe(String(text.length));
		expect(Buffer.concat(chunks).toString()).toBe(text);
		expect(chunks.length).toBeGreaterThan(text.length / 4);
	});

	it.each<FaultInput>([
		{ kind: 'drip', everyMs: 60_000 },
		{ kind: 'delay', ms: 60_000, when: 'reply' },
	])('are called off by a reset: %j', async (fault) => {
		sandbox.fault(fault);
		const cut = expect(postFields(sandbox, UPLOAD, FIELDS)).rejects.toThrow();
		await until('the work is done', () => sandbox.videos.length === 1);
		sandbox.reset();
		await cut;
		expect(sandbox.videos).toHaveLength(0);
	});
});

it('does no work after a reset that was delayed until then', async () => {
	sandbox.fault({ kind: 'delay', ms: 50, times: 1 });
	const cut = expect(postFields(sandbox, UPLOAD, FIELDS)).rejects.toThrow();
	await until('it came', () => sandbox.requests[0]?.complete === true);
	sandbox.reset();
	await cut;
	sandbox.fault({ kind: 'delay', ms: 100 });
	await usual();
	expect(sandbox.videos).toHaveLength(0);
});

describe('a stalled reply', () => {
	it('stops halfway, until a reset', async () => {
		const text = await usual();
		sandbox.fault({ kind: 'stalledReply', times: 1 });
		const response = await openGet(sandbox, IDS);
		expect(response.headers['content-length']).toBe(String(text.length));
		let got = '';
		const cut = new Promise((resolve) => {
			response.on('error', resolve);
		});
		await new Promise<void>((resolve) => {
			response.on('data', (chunk: Buffer) => {
				got += chunk.toString();
				if (got.length >= Math.floor(text.length / 2)) resolve();
			});
		});
		expect(await usual()).toBe(text);
		expect(text.startsWith(got) && got.length < text.length).toBe(true);
		sandbox.reset();
		expect(await cut).toMatchObject({ code: 'ECONNRESET' });
	});
});

describe('huge replies', () => {
	const BYTES = 3_000_000;

	it.each([true, false])('are valid, and as long as told (with length: %s)', async (withLength) => {
		sandbox.fault({ kind: 'hugeReply', bytes: BYTES, withLength });
		const answer = await postFields(sandbox, UPLOAD, FIELDS);
		expect(answer.text).toHaveLength(BYTES);
		expect(answer.headers['content-length']).toBe(withLength ? String(BYTES) : undefined);
		const data = dataOf(answer);
		expect(data['videoNo']).toBe(sandbox.videos[0]?.videoNo);
		expect(data['padding']).toMatch(/^x{2900000,}$/);
	});

	it('are valid where data has no members, and where the reply is longer than told', async () => {
		sandbox.fault({ kind: 'hugeReply', bytes: BYTES, times: 1 });
		const padded = await get(sandbox, `${V1}/get_metadata?video_no=VI1`);
		expect(padded.text).toHaveLength(BYTES);
		expect(envelope(padded)).toEqual({ code: '0000', msg: 'success', data: null });
		const text = await usual();
		const fault = 'kind=hugeReply,bytes=10,withLength=true';
		const short = await get(sandbox, IDS, {
			authorization: sandbox.key,
			'x-sandbox-fault': fault,
		});
		expect(short.headers['content-length']).toBe(String(short.text.length));
		expect(short.text.replace('"padding":"",', '')).toBe(text);
	});

	it.each(['true', 'false'])('take a flag as a word: %s', async (word) => {
		const fault = `kind=hugeReply,bytes=1000,withLength=${word}`;
		const headers = { authorization: sandbox.key, 'x-sandbox-fault': fault };
		const answer = await get(sandbox, IDS, headers);
		expect('content-length' in answer.headers).toBe(word === 'true');
	});

	it('have 100 MB unless told otherwise, and a client may leave in the middle', async () => {
		sandbox.fault({ kind: 'hugeReply', withLength: true, times: 1 });
		const response = await openGet(sandbox, IDS);
		expect(response.headers['content-length']).toBe(String(100 * 1024 ** 2));
		response.destroy();
		expect(envelope(await get(sandbox, IDS)).code).toBe('0000');
	});

	it('come compressed as well', async () => {
		sandbox.fault({ kind: 'gzipBomb', bytes: BYTES });
		const response = await openGet(sandbox, IDS);
		let packed = 0;
		response.on('data', (chunk: Buffer) => (packed += chunk.length));
		const chunks = await chunksOf(response.pipe(createGunzip()));
		const text = Buffer.concat(chunks).toString();
		expect(text).toHaveLength(BYTES);
		expect(envelope({ status: 200, headers: {}, text }).code).toBe('0000');
		expect(packed).toBeLessThan(BYTES / 100);
	});
});

it('strikes in the middle of a body only where that makes sense', async () => {
	for (const kind of ['code=0402,kind=code', 'kind=gzip', 'kind=delay,ms=1']) {
		const answer = await send(sandbox, 'GET', IDS, {
			authorization: sandbox.key,
			'x-sandbox-fault': `${kind},when=duringBody`,
		});
		expect(answer.status).toBe(400);
	}
});
