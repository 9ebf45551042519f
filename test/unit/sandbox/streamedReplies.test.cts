import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

import type { Body, StreamedBody } from '../../sandbox/body.cjs';
import type { Endpoint } from '../../sandbox/endpoint.cjs';
import type { FaultInput } from '../../sandbox/faults.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { get, until } from './client.cjs';
import { untilAtRest } from './pusher.cjs';
import { chunksOf, dial, openGet } from './wire.cjs';

const PATH = '/made/download';
const PIECE = Buffer.alloc(64 * 1024, 'v');
const PIECES = 1024;
const BYTES = PIECES * PIECE.length;

let sandbox: Sandbox;
/** The reply of the only call there is. */
let body: Body;
/** Pieces that were made so far, and whether the making has ended, one way or the other. */
let made = 0;
let ended = false;

const download: Endpoint = {
	name: 'made/download',
	method: 'GET',
	path: PATH,
	auth: 'raw',
	effect: 'read',
	answer: () => ({ status: 200, contentType: 'application/octet-stream', headers: {}, body }),
};

/** More than all buffers between here and the client hold. */
const large: StreamedBody = {
	length: BYTES,
	*open() {
		try {
			for (; made < PIECES; made++) yield PIECE;
		} finally {
			ended = true;
		}
	},
};

const EVENTS = ['data:{"token":"a"}\n\n', 'data:{"token":"b"}\n\n', 'data:[DONE]\n\n'];

/** Tells no length, as a reply that is still being thought out. */
const events: StreamedBody = { open: () => EVENTS.map((event) => Buffer.from(event)) };

beforeEach(async () => {
	made = 0;
	ended = false;
	sandbox = await startSandbox({ endpoints: [download] });
});
afterEach(() => sandbox.close());

/** How a response came, and how it ended: with `end`, or the message of the error. */
async function receive(response: IncomingMessage) {
	let bytes = 0;
	let text = '';
	response.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes < 10_000) text += chunk.toString();
	});
	const end = await new Promise<string>((resolve) => {
		response.on('end', () => {
			resolve('end');
		});
		response.on('error', ({ message }) => {
			resolve(message);
		});
	});
	return { bytes, text, end, promised: response.headers['content-length'] };
}

async function struckBy(fault: FaultInput, reply: Body) {
	body = reply;
	sandbox.fault({ ...fault, times: 1 });
	return receive(await openGet(sandbox, PATH));
}

/** Everything that comes over the connection, to its end. */
async function converseGet(): Promise<[head: string, body: string]> {
	const socket = dial(sandbox);
	socket.write(`GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${sandbox.key}\r\n\r\n`);
	const text = Buffer.concat(await chunksOf(socket)).toString();
	const at = text.indexOf('\r\n\r\n') + 4;
	return [text.slice(0, at), text.slice(at)];
}

describe('a body of many pieces', () => {
	it('comes whole, with its length', async () => {
		body = large;
		expect(await receive(await openGet(sandbox, PATH))).toMatchObject({
			bytes: BYTES,
			end: 'end',
			promised: String(BYTES),
		});
		expect(ended).toBe(true);
		expect(sandbox.requests).toMatchObject([{ taken: true, answer: { status: 200 } }]);
	});

	it('is made no faster than it is read, and no more once the client has gone', async () => {
		body = large;
		const response = await openGet(sandbox, PATH);
		response.pause();
		await untilAtRest(() => made);
		expect(made).toBeLessThan(PIECES / 2);
		response.destroy();
		await until('the making ends', () => ended);
		expect(made).toBeLessThan(PIECES / 2);
	});

	it('stops halfway, until a reset of the sandbox', async () => {
		body = large;
		sandbox.fault({ kind: 'stalledReply', times: 1 });
		const response = await openGet(sandbox, PATH);
		let bytes = 0;
		response.on('data', (chunk: Buffer) => (bytes += chunk.length));
		const cut = once(response, 'error');
		await until('half is there', () => bytes >= BYTES / 2);
		body = 'small';
		expect((await get(sandbox, PATH)).text).toBe('small');
		expect(bytes).toBe(BYTES / 2);
		expect(response.headers['content-length']).toBe(String(BYTES));
		expect(ended).toBe(true);
		sandbox.reset();
		expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
	});

	it('is cut halfway by a reset', async () => {
		const { bytes, end, promised } = await struckBy({ kind: 'reset', when: 'reply' }, large);
		expect(end).toBe('aborted');
		expect(promised).toBe(String(BYTES));
		// What the system has not sent yet when the connection is reset never comes.
		expect(bytes).toBeGreaterThan(0);
		expect(bytes).toBeLessThanOrEqual(BYTES / 2);
		expect(sandbox.requests).toMatchObject([{ taken: true }]);
		expect(made).toBeLessThanOrEqual(PIECES / 2);
	});

	it('ends halfway as if that were all', async () => {
		expect(await struckBy({ kind: 'truncatedJson' }, large)).toMatchObject({
			bytes: BYTES / 2,
			end: 'end',
			promised: String(BYTES / 2),
		});
	});

	it('ends before its announced length', async () => {
		expect(await struckBy({ kind: 'wrongLength', too: 'long' }, large)).toMatchObject({
			bytes: BYTES,
			end: 'aborted',
			promised: String(BYTES * 2),
		});
	});

	it('is longer than its announced length', async () => {
		body = large;
		sandbox.fault({ kind: 'wrongLength', too: 'short', times: 1 });
		const [head, all] = await converseGet();
		expect(head).toContain(`content-length: ${BYTES / 2}\r\n`);
		expect(all).toHaveLength(BYTES);
	});

	it('never comes', async () => {
		sandbox.fault({ kind: 'stall', when: 'reply' });
		body = large;
		const cut = expect(openGet(sandbox, PATH)).rejects.toThrow('socket hang up');
		await until('the work is done', () => sandbox.requests[0]?.taken === true);
		sandbox.reset();
		await cut;
		expect(made).toBe(0);
	});

	it('is followed by padding, where it should be huge', async () => {
		const fault = { kind: 'hugeReply', bytes: BYTES + 100, withLength: true } as const;
		expect(await struckBy(fault, large)).toMatchObject({
			bytes: BYTES + 100,
			promised: String(BYTES + 100),
		});
	});
});

it('drips byte by byte, with its length', async () => {
	const bytes = Buffer.from('0123456789');
	body = { length: bytes.length, open: () => [bytes.subarray(0, 7), bytes.subarray(7)] };
	sandbox.fault({ kind: 'drip', everyMs: 2 });
	const response = await openGet(sandbox, PATH);
	expect(response.headers['content-length']).toBe('10');
	expect(Buffer.concat(await chunksOf(response))).toEqual(bytes);
});

it('is compressed on its way', async () => {
	body = events;
	sandbox.fault({ kind: 'gzip' });
	const response = await openGet(sandbox, PATH);
	expect(response.headers['content-encoding']).toBe('gzip');
	expect(gunzipSync(Buffer.concat(await chunksOf(response))).toString()).toBe(EVENTS.join(''));
});

it('may be bytes that are there already', async () => {
	const bytes = Buffer.from([0, 255, 254, 10]);
	body = bytes;
	const response = await openGet(sandbox, PATH);
	expect(response.headers['content-length']).toBe('4');
	expect(Buffer.concat(await chunksOf(response))).toEqual(bytes);
	expect(await struckBy({ kind: 'truncatedJson' }, bytes)).toMatchObject({ bytes: 2, end: 'end' });
});

describe('a body without length', () => {
	it('comes event by event', async () => {
		let goOn: (() => void) | undefined;
		body = {
			async *open() {
				for (const event of EVENTS) {
					yield Buffer.from(event);
					await new Promise<void>((resolve) => (goOn = resolve));
				}
			},
		};
		const response = await openGet(sandbox, PATH);
		expect(response.headers['transfer-encoding']).toBe('chunked');
		let text = '';
		response.on('data', (chunk: Buffer) => (text += chunk.toString()));
		const end = once(response, 'end');
		for (let count = 1; count <= EVENTS.length; count++) {
			await until('an event came', () => text === EVENTS.slice(0, count).join(''));
			goOn?.();
		}
		await end;
	});

	it('stops after the first event', async () => {
		body = events;
		sandbox.fault({ kind: 'stalledReply', times: 1 });
		const response = await openGet(sandbox, PATH);
		let text = '';
		response.on('data', (chunk: Buffer) => (text += chunk.toString()));
		const cut = once(response, 'error');
		await until('the first event came', () => text !== '');
		await get(sandbox, PATH);
		expect(text).toBe(EVENTS[0]);
		sandbox.reset();
		expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
	});

	it.each<[FaultInput, string, string]>([
		[{ kind: 'reset', when: 'reply' }, EVENTS[0] ?? '', 'aborted'],
		[{ kind: 'truncatedJson' }, EVENTS[0] ?? '', 'end'],
		[{ kind: 'wrongLength', too: 'long' }, EVENTS.join(''), 'aborted'],
	])('with %j', async (fault, text, end) => {
		const came = await struckBy(fault, events);
		expect(came).toMatchObject({ text, end, promised: undefined });
	});

	it('is longer than its announced length, whatever that is', async () => {
		body = events;
		sandbox.fault({ kind: 'wrongLength', too: 'short' });
		const [head, all] = await converseGet();
		expect(head).toContain('content-length: 1\r\n');
		expect(all).toBe(EVENTS.join(''));
	});
});

it('knows no other call than the ones it was given', async () => {
	expect((await get(sandbox, '/serve/api/v1/list_unique_ids')).text).toContain(
		'No static resource',
	);
	expect(() => {
		sandbox.fault({ kind: 'gzip', endpoint: 'upload' });
	}).toThrow('"upload" is not one of *, made/download');
});
