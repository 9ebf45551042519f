import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Receiver, receiver } from './build-workflow.cjs';
import { everyItem } from './every-item.cjs';
import { generatedCall } from './generated-calls.cjs';
import { inParallel } from './in-parallel.cjs';
import { FOR_MANY_CALLS, saveOwnAccount, useOwnN8n } from './own-n8n.cjs';
import { postRaw, type RawCall } from './post-raw.cjs';
import { indexedVideo, queueFault, requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { line, sandbox } = world();

const place = useOwnN8n(`e2e-hostile-${line}`, FOR_MANY_CALLS);

beforeAll(async () => {
	await setSandbox({ indexAfterMs: 0, callbacks: 'none' });
});

beforeEach(resetSandbox);

const JSON_TYPE = { 'content-type': 'application/json' };
const TEXT_TYPE = { 'content-type': 'text/plain' };
/** Of the kind that n8n leaves to the node. */
const OTHER_TYPE = { 'content-type': 'application/octet-stream' };

function callback(videoNo: string, more = ''): string {
	return `{"videoNo":"${videoNo}","status":"PARSE"${more}}`;
}

/** Everything that was answered, to be searched for the key. */
const answers: string[] = [];

async function post(open: Receiver, call: RawCall, agent?: Agent): Promise<number> {
	const { status, text } = await postRaw(open.url, call, agent);
	answers.push(text);
	return status;
}

/** All videos that have started a run, when all is quiet; each run was a success with one item. */
async function startedBy(open: Receiver, atLeast = 0): Promise<unknown[]> {
	const { workflow } = open;
	const { runs, failed, items } = await everyItem(place(), workflow.id, 'On callback', atLeast);
	expect({ failed, runs }).toEqual({ failed: 0, runs: items.length });
	return items.map(({ videoNo }) => videoNo);
}

/** Sends the calls one after the other; the status of each, by its name. */
async function statusesOf(open: Receiver, calls: Record<string, RawCall>) {
	const statuses: Record<string, number> = {};
	for (const [name, call] of Object.entries(calls)) statuses[name] = await post(open, call);
	return statuses;
}

function all(calls: Record<string, RawCall>, status: number): Record<string, number> {
	return Object.fromEntries(Object.keys(calls).map((name) => [name, status]));
}

function wrapped(encoding: string, type: Record<string, string>, body: string | Uint8Array) {
	return { headers: { ...type, 'content-encoding': encoding }, body };
}

function multipart(...parts: string[]): RawCall {
	const headers = { 'content-type': 'multipart/form-data; boundary=abc' };
	return { headers, body: `${parts.join('')}--abc--\r\n` };
}

function part(name: string, value: string): string {
	return `--abc\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

/** The most that n8n takes, unless it is told otherwise. */
const N8N_LIMIT = 16 * 1024 * 1024;

/** A callback, with blanks to a length in bytes. */
function padded(videoNo: string, length: number): string {
	return callback(videoNo, ' '.repeat(length - callback(videoNo).length));
}

afterEach(async () => {
	const health = await fetch(`${place().n8nUrl}/healthz/readiness`);
	expect(health.status).toBe(200);
});

test('a callback starts one run, whatever it is sent as', async () => {
	const open = await receiver(place());
	const videos = await Promise.all(Array.from({ length: 22 }, indexedVideo));
	const rest = videos.values();
	const next = () => {
		const { value } = rest.next();
		if (value === undefined) throw new Error('Too few videos');
		return value;
	};
	const calls: Record<string, RawCall> = {
		'without a content type': { body: callback(next()) },
		'as bytes': { headers: OTHER_TYPE, body: callback(next()) },
		'as HTML': { headers: { 'content-type': 'text/html' }, body: callback(next()) },
		'as an absurd type': { headers: { 'content-type': ';;;' }, body: callback(next()) },
		'as a very long type': {
			headers: { 'content-type': 'x'.repeat(8000) },
			body: callback(next()),
		},
		'as multipart, but no form': {
			headers: { 'content-type': 'multipart/mixed; boundary=abc' },
			body: callback(next()),
		},
		'as a multipart form': multipart(part('videoNo', next()), part('status', 'PARSE')),
		'gzip, JSON': wrapped('gzip', JSON_TYPE, gzipSync(callback(next()))),
		'gzip, text': wrapped('gzip', TEXT_TYPE, gzipSync(callback(next()))),
		'gzip, bytes': wrapped('gzip', OTHER_TYPE, gzipSync(callback(next()))),
		'deflate, JSON': wrapped('deflate', JSON_TYPE, deflateSync(callback(next()))),
		'deflate, bytes': wrapped('deflate', OTHER_TYPE, deflateSync(callback(next()))),
		'of an unknown encoding': wrapped('nonsense', JSON_TYPE, callback(next())),
		'said to be br': wrapped('br', JSON_TYPE, callback(next())),
		'of the most characters': { headers: JSON_TYPE, body: padded(next(), 65_536) },
		'nested a little': { headers: JSON_TYPE, body: callback(next(), ',"x":[[[[1]]]]') },
		'with keys that mean something': {
			headers: JSON_TYPE,
			body: callback(
				next(),
				',"__proto__":{"a":1},"constructor":{"prototype":{"b":1}},"toString":1',
			),
		},
		'with a NUL': { headers: JSON_TYPE, body: callback(next(), ',"x":"\\u0000"') },
		'with half a character': { headers: JSON_TYPE, body: callback(next(), ',"x":"\\ud800"') },
		'with bytes that are no UTF-8': {
			headers: JSON_TYPE,
			body: Buffer.from(callback(next(), ',"x":"\xff\xfe"'), 'latin1'),
		},
		'with a key twice': { headers: TEXT_TYPE, body: callback(next(), ',"status":"PARSE"') },
		'in capital letters': {
			headers: { 'content-type': 'APPLICATION/JSON' },
			body: callback(next()),
		},
	};
	expect(await statusesOf(open, calls)).toEqual(all(calls, 200));
	expect((await startedBy(open, videos.length)).sort()).toEqual([...videos].sort());
});

test('what is no callback is refused', async () => {
	const open = await receiver(place());
	const videoNo = await indexedVideo();
	const refused: Record<string, RawCall> = {
		...Object.fromEntries(
			[
				'',
				'[]',
				'5',
				'null',
				'true',
				'"PARSE"',
				'{}',
				`[${callback(videoNo)}]`,
				`{"data":${callback(videoNo)}}`,
				`{"__proto__":${callback(videoNo)}}`,
				`{"constructor":{"prototype":${callback(videoNo)}}}`,
				`{"videoNo":["${videoNo}"],"status":"PARSE"}`,
				`{"videoNo":{"$ne":"1"},"status":"PARSE"}`,
				callback('VI1\\u0000'),
				callback('\\ud800'),
				callback('../../etc/passwd'),
				callback("VI1' or 1=1--"),
				callback('V'.repeat(60_000)),
			].map((body) => [body.slice(0, 60), { headers: JSON_TYPE, body }]),
		),
		'NUL bytes': { headers: TEXT_TYPE, body: '\0\0\0' },
		'bytes that are no UTF-8': { headers: TEXT_TYPE, body: Buffer.from([0xff, 0xfe, 0xc0, 0x80]) },
		'nested deeply': {
			headers: JSON_TYPE,
			body: callback(videoNo, `,"x":${'['.repeat(30_000)}${']'.repeat(30_000)}`),
		},
		'nested very deeply': {
			headers: JSON_TYPE,
			body: callback(videoNo, `,"x":${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`),
		},
		'a character too many': { headers: JSON_TYPE, body: padded(videoNo, 65_537) },
		"JSON as long as n8n's limit": { headers: JSON_TYPE, body: padded(videoNo, N8N_LIMIT) },
		"bytes as many as n8n's limit": { headers: OTHER_TYPE, body: padded(videoNo, N8N_LIMIT) },
		"more bytes than n8n's limit": { headers: OTHER_TYPE, body: padded(videoNo, N8N_LIMIT + 1) },
		'many more bytes than that': { headers: OTHER_TYPE, body: Buffer.alloc(3 * N8N_LIMIT, 'a') },
		'a long row of digits': { headers: TEXT_TYPE, body: `${'1'.repeat(N8N_LIMIT - 1)}.` },
		'millions of form fields': { headers: TEXT_TYPE, body: 'a&'.repeat(N8N_LIMIT / 2) },
		'millions of quotes': { headers: TEXT_TYPE, body: '\\"'.repeat(N8N_LIMIT / 2) },
		'br that n8n does not unpack': wrapped('br', TEXT_TYPE, brotliCompressSync(callback(videoNo))),
		'broken gzip': wrapped('gzip', OTHER_TYPE, callback(videoNo)),
		'broken deflate': wrapped('deflate', OTHER_TYPE, callback(videoNo)),
		'gzip that is cut off': wrapped(
			'gzip',
			OTHER_TYPE,
			gzipSync(callback(videoNo)).subarray(0, 30),
		),
		'gzip of 200 MB': wrapped('gzip', OTHER_TYPE, gzipSync(Buffer.alloc(200 * 1024 * 1024))),
		'a multipart form that is none': {
			headers: { 'content-type': 'multipart/form-data; boundary=abc' },
			body: callback(videoNo),
		},
		'a multipart form without a boundary': {
			headers: { 'content-type': 'multipart/form-data' },
			body: callback(videoNo),
		},
		'a multipart form without an end': {
			...multipart(),
			body: part('videoNo', videoNo) + part('status', 'PARSE'),
		},
		'a multipart form without names': multipart(
			'--abc\r\nContent-Disposition: form-data\r\n\r\nx\r\n',
		),
		'a multipart form with keys that mean something': multipart(
			part('__proto__', 'x'),
			part('constructor', 'y'),
			part('__proto__[status]', 'PARSE'),
			part('__proto__[videoNo]', videoNo),
		),
		'a multipart form with a field twice': multipart(
			part('videoNo', videoNo),
			part('status', 'PARSE'),
			part('status', 'PARSE'),
		),
	};
	expect(await statusesOf(open, refused)).toEqual(all(refused, 400));

	// What calls itself JSON and is none, n8n refuses on its own.
	const unreadable: Record<string, RawCall> = {
		'half of a callback': { headers: JSON_TYPE, body: callback(videoNo).slice(0, -1) },
		'NUL bytes': { headers: JSON_TYPE, body: '\0\0\0' },
		'form fields': { headers: JSON_TYPE, body: `videoNo=${videoNo}&status=PARSE` },
		'an unknown character set': {
			headers: { 'content-type': 'application/json; charset=nonsense' },
			body: callback(videoNo),
		},
		br: wrapped('br', JSON_TYPE, brotliCompressSync(callback(videoNo))),
	};
	expect(await statusesOf(open, unreadable)).toEqual(all(unreadable, 422));

	// And here it gives up, before the node has seen anything of it; its Webhook node does the same.
	const tooMuch: Record<string, RawCall> = {
		"JSON longer than n8n's limit": { headers: JSON_TYPE, body: padded(videoNo, N8N_LIMIT + 1) },
		"text longer than n8n's limit": { headers: TEXT_TYPE, body: padded(videoNo, N8N_LIMIT + 1) },
		'broken gzip': wrapped('gzip', JSON_TYPE, callback(videoNo)),
		'broken deflate': wrapped('deflate', TEXT_TYPE, callback(videoNo)),
		'gzip of 200 MB': wrapped('gzip', JSON_TYPE, gzipSync(Buffer.alloc(200 * 1024 * 1024))),
	};
	expect(await statusesOf(open, tooMuch)).toEqual(all(tooMuch, 500));

	expect(await startedBy(open)).toEqual([]);
	expect(await requestsTo('list_videos')).toEqual([]);
	expect(await requestsTo('get_metadata')).toEqual([]);
	expect(await post(open, { headers: JSON_TYPE, body: callback(videoNo) })).toBe(200);
	expect(await startedBy(open, 1)).toEqual([videoNo]);
});

test('a body that cannot be read leaves its connection to the next callback', async () => {
	const open = await receiver(place());
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	try {
		const broken = wrapped('gzip', OTHER_TYPE, Buffer.alloc(1024 * 1024, 'a'));
		expect(await post(open, broken, agent)).toBe(400);
		const videoNo = await indexedVideo();
		const good = { headers: JSON_TYPE, body: callback(videoNo) };
		expect(await post(open, good, agent)).toBe(200);
		expect(await startedBy(open, 1)).toEqual([videoNo]);
	} finally {
		agent.destroy();
	}
});

test('a callback that is refused is refused again, at once and later', async () => {
	const open = await receiver(place());
	const forged = { headers: JSON_TYPE, body: callback('VI100000000000000001') };
	expect(await Promise.all([post(open, forged), post(open, forged)])).toEqual([403, 403]);
	expect(await post(open, forged)).toBe(403);
	expect(await startedBy(open)).toEqual([]);
});

test('hundreds of forged callbacks at once are refused', async () => {
	const open = await receiver(place());
	const numbers = Array.from({ length: 200 }, (_, index) => `VI2000000000000000${String(index)}`);
	const statuses = await Promise.all(
		numbers.map((videoNo) => post(open, { headers: JSON_TYPE, body: callback(videoNo) })),
	);
	// 202 on a busy machine: the sender is answered before the verdict.
	expect(statuses.filter((status) => status !== 403 && status !== 202)).toEqual([]);
	expect(await startedBy(open)).toEqual([]);
});

type Fault = Parameters<typeof queueFault>[0];

describe('when Memories.ai cannot be asked', () => {
	/** Whether the callback's run says that it was verified. */
	async function verifiedDespite(fault: Fault, at = place()): Promise<unknown> {
		const open = await receiver(at);
		const videoNo = await indexedVideo();
		await queueFault(fault);
		// On a busy machine the sender is answered before the verdict.
		const status = await post(open, { headers: JSON_TYPE, body: callback(videoNo) });
		expect([200, 202]).toContain(status);
		const { items } = await everyItem(place(), open.workflow.id, 'On callback', 1);
		expect(items).toEqual([expect.objectContaining({ videoNo })]);
		return items[0]?.verified;
	}

	test('it is asked again', async () => {
		expect(await verifiedDespite({ kind: 'code', code: '0429', times: 2 })).toBe(true);
	});

	test('because of a lost connection, the callback starts its run, not verified', async () => {
		expect(await verifiedDespite({ kind: 'reset' })).toBe(false);
	});

	test('because of 429 with Retry-After, the callback starts its run, not verified', async () => {
		// All that uses the account waits for as long.
		const credential = await saveOwnAccount(place());
		const fault = { kind: 'status', status: 429, retryAfter: '300' } as const;
		expect(await verifiedDespite(fault, { ...place(), credential })).toBe(false);
	});

	test('because of a refusal that quotes the key, nothing starts', async () => {
		const open = await receiver(place());
		const videoNo = await indexedVideo();
		await queueFault({ kind: 'echoKey' });
		expect(await post(open, { headers: JSON_TYPE, body: callback(videoNo) })).toBe(503);
		expect(await startedBy(open)).toEqual([]);
	});
});

/** Another one tries other bodies. */
const SEED = 20_260_401;
const GENERATED = 10_000;

test('ten thousand generated bodies start nothing that they should not', async () => {
	const open = await receiver(place(), { events: ['PARSE', 'UNPARSE'] });
	const known = await Promise.all(Array.from({ length: 20 }, indexedVideo));
	const calls = fc.sample(generatedCall(known), { seed: SEED, numRuns: GENERATED });
	const statuses = await inParallel(25, calls, (call) => post(open, call));

	const strange = statuses.flatMap((status, index) =>
		// 202 where n8n is so busy that the sender is answered before the verdict.
		[200, 202, 400, 403, 413, 422].includes(status)
			? []
			: [{ status, seed: SEED, call: calls[index] }],
	);
	expect(strange).toEqual([]);
	// Not all for the same reason.
	expect([...new Set(statuses)]).toEqual(expect.arrayContaining([200, 400, 403, 422]));

	// Some were callbacks after all.
	const { runs, failed, items } = await everyItem(place(), open.workflow.id, 'On callback');
	expect({ failed, runs }).toEqual({ failed: 0, runs: items.length });
	const started = items.map(({ status, videoNo }) => `${String(status)} ${String(videoNo)}`);
	const possible = known.flatMap((videoNo) => [`PARSE ${videoNo}`, `UNPARSE ${videoNo}`]);
	expect(started.length).toBeGreaterThan(0);
	expect(new Set(started).size).toBe(started.length);
	expect(possible).toEqual(expect.arrayContaining(started));
	expect(items.filter(({ verified }) => verified !== true)).toEqual([]);

	const last = await indexedVideo();
	expect(await post(open, { headers: JSON_TYPE, body: callback(last) })).toBe(200);
	const all = items.map(({ videoNo }) => videoNo);
	expect((await startedBy(open, all.length + 1)).sort()).toEqual([...all, last].sort());
}, 600_000);

test('the key is in no answer and in no line of the log', async () => {
	const log = await readFile(place().n8n.logFile, 'utf8');
	expect(log).toContain('could not be verified');
	expect(log).toContain('none can be verified');
	expect(log).not.toContain(sandbox.key);
	expect(answers.filter((text) => text.includes(sandbox.key))).toEqual([]);
});
