import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { get, postFields, until } from './client.cjs';
import { Pusher, untilAtRest } from './pusher.cjs';
import { dial, head } from './wire.cjs';

const V1 = '/serve/api/v1';
const UPLOAD = `${V1}/upload_url`;

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0 });
});
afterEach(() => sandbox.close());

/** More than all buffers between here and the server hold. */
const LARGE = 512 * 1024 ** 2;

describe('a reset during the body', () => {
	it.each([30, 1_000_000, LARGE])('cuts one of %d bytes, with nothing taken in', async (bytes) => {
		sandbox.fault({ kind: 'reset', when: 'duringBody' });
		const pusher = new Pusher(sandbox, UPLOAD, bytes);
		await until('the connection ends', () => pusher.ended !== undefined);
		expect(pusher.ended).toBe('reset');
		expect(sandbox.requests).toMatchObject([{ path: UPLOAD, files: [], complete: false }]);
		expect(sandbox.videos).toHaveLength(0);
	});

	it('waits for the first byte', async () => {
		sandbox.fault({ kind: 'reset', when: 'duringBody', endpoint: 'upload_url' });
		const socket = dial(sandbox);
		socket.write(head(sandbox, UPLOAD, 30));
		await until('the head is there', () => sandbox.requests.length === 1);
		await get(sandbox, `${V1}/list_unique_ids`);
		expect(socket.destroyed).toBe(false);
		socket.write('u');
		await until('the connection ends', () => socket.destroyed);
	});

	it('does not wait for a body that never comes', async () => {
		sandbox.fault({ kind: 'reset', when: 'duringBody' });
		await expect(get(sandbox, `${V1}/list_unique_ids`)).rejects.toThrow('fetch failed');
	});
});

describe('a stall', () => {
	it.each(['beforeBody', 'duringBody'] as const)(
		'at %s brings a large upload to rest, and ends with a reset of the sandbox',
		async (when) => {
			sandbox.fault({ kind: 'stall', when, times: 1 });
			const pusher = new Pusher(sandbox, UPLOAD, LARGE);
			await until('it came', () => sandbox.requests.length === 1);
			await untilAtRest(() => pusher.sent);
			expect(pusher.ended).toBeUndefined();
			expect(pusher.sent).toBeLessThan(LARGE / 2);
			sandbox.reset();
			await until('the connection ends', () => pusher.ended !== undefined);
			const answer = await postFields(sandbox, UPLOAD, [['url', 'https://a.example/b.mp4']]);
			expect(answer.text).toContain('"0000"');
		},
	);

	it.each(['beforeBody', 'duringBody', 'afterBody', 'reply'] as const)(
		'at %s answers nothing to a small body, and ends with a reset of the sandbox',
		async (when) => {
			sandbox.fault({ kind: 'stall', when, endpoint: 'upload_url' });
			const cut = expect(
				postFields(sandbox, UPLOAD, [['url', 'https://a.example/b.mp4']]),
			).rejects.toThrow('fetch failed');
			const isDone = () => sandbox.requests[0]?.complete === /afterBody|reply/.test(when);
			await until('it came', isDone);
			await get(sandbox, `${V1}/list_unique_ids`);
			expect(sandbox.videos).toHaveLength(when === 'reply' ? 1 : 0);
			sandbox.reset();
			await cut;
		},
	);

	it('does not keep the sandbox from closing', async () => {
		sandbox.fault({ kind: 'stall', when: 'duringBody' });
		const pusher = new Pusher(sandbox, UPLOAD, LARGE);
		await until('it came', () => sandbox.requests.length === 1);
		await untilAtRest(() => pusher.sent);
		await sandbox.close();
		await until('the connection ends', () => pusher.ended !== undefined);
	});
});
