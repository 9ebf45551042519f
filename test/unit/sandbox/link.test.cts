import { createHash, randomBytes } from 'node:crypto';

import type { LinkInput } from '../../sandbox/link.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { CLIP, dataOf, form, get, postFields, postForm, until } from './client.cjs';
import { Pusher, untilAtRest } from './pusher.cjs';
import { converse, head, openGet } from './wire.cjs';

const V1 = '/serve/api/v1';
const FIELDS: [string, string][] = [['url', 'https://a.example/b.mp4']];
const BODY = new URLSearchParams(FIELDS).toString();

const running: Sandbox[] = [];
afterEach(async () => {
	for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(link: LinkInput): Promise<Sandbox> {
	const sandbox = await startSandbox({ indexAfterMs: 0, link });
	running.push(sandbox);
	return sandbox;
}

const upload = (sandbox: Sandbox, bytes: Buffer) =>
	postForm(sandbox, `${V1}/upload`, form([{ ...CLIP, bytes }]));

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

// A slow machine can only make things slower than the link, so these are lower bounds alone.
describe('is slow', () => {
	it('by a round trip for the connection and one for the request', async () => {
		const sandbox = await start({ latencyMs: 100 });
		const ms = await millisecondsOf(() => get(sandbox, `${V1}/list_unique_ids`));
		expect(ms).toBeGreaterThanOrEqual(198);
	});

	it.each([1, 4])('for %d connections together, upwards', async (connections) => {
		const sandbox = await start({ megabitsPerSecond: 8 });
		const bytes = Buffer.alloc(600_000 / connections);
		const ms = await millisecondsOf(() =>
			Promise.all(Array.from({ length: connections }, () => upload(sandbox, bytes))),
		);
		// The last bytes may not have had to wait for the line to be free again.
		expect(ms).toBeGreaterThanOrEqual(570);
	});

	it('downwards as well', async () => {
		const sandbox = await start({ megabitsPerSecond: 8 });
		sandbox.fault({ kind: 'hugeReply', bytes: 600_000 });
		const ms = await millisecondsOf(() => get(sandbox, `${V1}/list_unique_ids`));
		expect(ms).toBeGreaterThanOrEqual(570);
	});
});

describe('shares the line', () => {
	/** @returns the names in the order in which they are done */
	async function race(runners: Record<string, Promise<unknown>>): Promise<string[]> {
		const done: string[] = [];
		await Promise.all(
			Object.entries(runners).map(([name, runner]) => runner.then(() => done.push(name))),
		);
		return done;
	}

	it('among connections in turns: who has less to send is done first', async () => {
		const sandbox = await start({ megabitsPerSecond: 80 });
		const large = upload(sandbox, Buffer.alloc(10_000_000));
		await until('the large one is under way', () => sandbox.requests.length === 1);
		const small = upload(sandbox, Buffer.alloc(4_000_000));
		expect(await race({ large, small })).toEqual(['small', 'large']);
	});

	it('not with the other direction', async () => {
		const sandbox = await start({ megabitsPerSecond: 8 });
		sandbox.fault({ kind: 'hugeReply', bytes: 520_000, endpoint: 'list_unique_ids' });
		const runners = {
			up: Promise.all([1, 2].map(() => upload(sandbox, Buffer.alloc(400_000)))),
			down: get(sandbox, `${V1}/list_unique_ids`),
		};
		expect(await race(runners)).toEqual(['down', 'up']);
	});
});

it('takes from a client no more than it can send', async () => {
	const sandbox = await start({ megabitsPerSecond: 0.01 });
	const pusher = new Pusher(sandbox, `${V1}/upload_url`, 256 * 1024 ** 2);
	await untilAtRest(() => pusher.sent);
	expect(pusher.sent).toBeLessThan(pusher.total / 2);
});

it('waits for a client that does not read, and then goes on', async () => {
	const sandbox = await start({ latencyMs: 2 });
	const bytes = 128 * 1024 ** 2;
	sandbox.fault({ kind: 'hugeReply', bytes, withLength: true });
	const response = await openGet(sandbox, `${V1}/list_unique_ids`);
	await untilAtRest(() => response.socket.bytesRead);
	let length = 0;
	for await (const chunk of response) length += (chunk as Buffer).length;
	expect(length).toBe(bytes);
});

it('leaves every byte as it is', async () => {
	const sandbox = await start({ latencyMs: 2, megabitsPerSecond: 1000 });
	const files = Array.from({ length: 4 }, () => randomBytes(3_000_000));
	for (const answer of await Promise.all(files.map((bytes) => upload(sandbox, bytes)))) {
		expect(dataOf(answer)['videoNo']).toMatch(/^VI/);
	}
	const hashes = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
	const received = sandbox.requests.map(({ files: [file] }) => file?.sha256);
	expect(received.sort()).toEqual(hashes.sort());
});

describe('passes on', () => {
	it.each(['beforeBody', 'duringBody', 'afterBody', 'reply'] as const)(
		'a reset at %s',
		async (when) => {
			const sandbox = await start({ latencyMs: 2 });
			sandbox.fault({ kind: 'reset', when });
			await expect(upload(sandbox, Buffer.alloc(100_000))).rejects.toMatchObject({
				code: expect.stringMatching(/ECONNRESET|EPIPE/) as string,
			});
		},
	);

	it('an end in the middle of a reply, after the reply', async () => {
		const sandbox = await start({ latencyMs: 2 });
		sandbox.fault({ kind: 'wrongLength', too: 'long' });
		const text = await converse(sandbox, head(sandbox, `${V1}/upload_url`, BODY.length) + BODY);
		expect(text).toMatch(/"failed":false\}$/);
	});

	it('the end of a client', async () => {
		const sandbox = await start({ latencyMs: 2 });
		sandbox.fault({ kind: 'delay', ms: 60_000, when: 'beforeBody' });
		const leave = new AbortController();
		const left = fetch(`${sandbox.url}${V1}/list_unique_ids`, { signal: leave.signal });
		await until('it came', () => sandbox.requests.length === 1);
		leave.abort();
		await expect(left).rejects.toThrow('aborted');
		await until('the server knows', () => sandbox.requests[0]?.endedAt !== undefined);
	});

	it('that the server does not read on', async () => {
		const sandbox = await start({ latencyMs: 2 });
		sandbox.fault({ kind: 'stall', when: 'duringBody' });
		const pusher = new Pusher(sandbox, `${V1}/upload_url`, 512 * 1024 ** 2);
		await until('it came', () => sandbox.requests.length === 1);
		await untilAtRest(() => pusher.sent);
		expect(pusher.sent).toBeLessThan(pusher.total / 2);
		sandbox.reset();
		await until('the connection ends', () => pusher.ended !== undefined);
	});
});

it('closes at once, with uploads on the line', async () => {
	const sandbox = await start({ latencyMs: 60_000, megabitsPerSecond: 1 });
	const pusher = new Pusher(sandbox, `${V1}/upload_url`, 512 * 1024 ** 2);
	await sandbox.close();
	await until('the connection ends', () => pusher.ended !== undefined);
});

it('takes the port that was asked for, or says that it is in use', async () => {
	const first = await start({ latencyMs: 1 });
	expect(first.url).toBe(`http://127.0.0.1:${first.port}`);
	const second = startSandbox({ port: first.port, link: {} });
	await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
	await first.close();
	const again = await startSandbox({ port: first.port, link: {} });
	running.push(again);
	expect(again.port).toBe(first.port);
	dataOf(await postFields(again, `${V1}/upload_url`, FIELDS));
});

it.each<LinkInput>([{ latencyMs: -1 }, { megabitsPerSecond: 0 }])('refuses %j', async (link) => {
	await expect(startSandbox({ link })).rejects.toThrow(Object.keys(link)[0]);
});
