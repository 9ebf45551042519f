import type { INodeParameters } from 'n8n-workflow';
import { binaryItem, nodeName, startNode, urlItems, type WorkflowResult } from './harness.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();
const time = useSimulatedTime();

const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: '={{ $json.url }}' };

/** Wide open, so that only what a test sets is measured. */
const FAST = { requestsPerSecond: 1e6 };

async function run(
	count: number,
	options: INodeParameters = {},
	parameters: INodeParameters = uploadUrl,
): Promise<WorkflowResult> {
	const running = await startNode({
		parameters: { ...parameters, options },
		items: urlItems(count),
		credentials: account.credentials(),
	});
	return await time.pass(running.finished);
}

/** The number in the URL of each request, in the order of arrival. */
function arrived(): number[] {
	return account.sandbox.requests.map(({ fields }) =>
		Number(/(\d+)\.mp4$/.exec(new Map(fields).get('url') ?? '')?.[1]),
	);
}

/** How far apart requests arrived, in milliseconds. */
function distances(): number[] {
	const at = account.sandbox.requests.map((request) => request.at);
	return at.slice(1).map((later, index) => later - (at[index] ?? 0));
}

/** What was taken, by the item that it came from. */
function takenUrls(): Array<string | undefined> {
	return account.sandbox.videos.map(({ sourceUrl }) => sourceUrl);
}

describe('the pace', () => {
	it.each([
		['uploads', undefined, 1_000],
		['uploads', 4, 250],
		['uploads', 0.25, 4_000],
	])('of %s with %s requests per second', async (_what, requestsPerSecond, distance) => {
		// The harness has a pace of its own unless one is set.
		const result = await run(5, { requestsPerSecond: requestsPerSecond ?? '' });

		expect(result.error).toBeUndefined();
		expect(arrived()).toEqual([0, 1, 2, 3, 4]);
		for (const between of distances()) {
			expect(between).toBeGreaterThanOrEqual(distance);
			expect(between).toBeLessThanOrEqual(distance * 1.05);
		}
	});

	it('of reads is faster', async () => {
		account.sandbox.settings.indexAfterMs = 0;
		await run(1, FAST);
		const videoNo = account.sandbox.videos[0]?.videoNo ?? '';
		account.sandbox.requests.length = 0;
		const result = await run(
			5,
			{ requestsPerSecond: '' },
			{ resource: 'video', operation: 'get', videoNo },
		);

		expect(result.error).toBeUndefined();
		for (const between of distances()) {
			expect(between).toBeGreaterThanOrEqual(200);
			expect(between).toBeLessThanOrEqual(220);
		}
	});
});

describe('a rate limit', () => {
	it('lets the whole run wait, not one item', async () => {
		account.sandbox.fault({ kind: 'code', code: '0429', times: 1 });
		const result = await run(8, { ...FAST, concurrency: 4 });
		const [first, , , , fifth] = account.sandbox.requests;

		expect(result.error).toBeUndefined();
		expect((fifth?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
		expect(takenUrls()).toHaveLength(8);
	});

	it('is forgotten once requests go through again', async () => {
		account.sandbox.fault({ kind: 'code', code: '0429', times: 3 });
		const result = await run(30, { ...FAST, concurrency: 1 });

		expect(result.error).toBeUndefined();
		expect(takenUrls()).toHaveLength(30);
		expect(Math.max(...distances().slice(-5))).toBeLessThan(100);
	});

	it.each([
		['as it comes', {}],
		['ten times too fast', { requestsPerSecond: 10 }],
		['all at once', { ...FAST, concurrency: 16 }],
	])('loses nothing and sends nothing twice: %s', async (_name, options) => {
		account.sandbox.settings.requestsPerSecond = 1;
		const result = await run(30, options);
		const output = result.outputOf(nodeName);

		expect(result.error).toBeUndefined();
		expect(output.map(linkOf)).toEqual(Array.from({ length: 30 }, (_, index) => index));
		expect(new Set(output.map(({ json }) => json.videoNo)).size).toBe(30);
		expect(takenUrls().sort()).toEqual(
			urlItems(30)
				.map(({ json }) => json.url)
				.sort(),
		);
	});
});

describe('a failure', () => {
	it('wakes those who wait for their turn', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const before = Date.now();
		const result = await run(4, { requestsPerSecond: 0.001 });

		expect(result.status).toBe('error');
		// The first one's, of four.
		expect(result.error?.message).toContain('0402');
		expect(account.sandbox.requests).toHaveLength(1);
		expect(Date.now() - before).toBeLessThan(1_000);
	});

	it('of one item leaves the others alone where the user wants that', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const running = await startNode({
			parameters: { ...uploadUrl, options: FAST },
			items: urlItems(10),
			onError: 'continueErrorOutput',
			credentials: account.credentials(),
		});
		const result = await time.pass(running.finished);

		expect(result.outputOf(nodeName).map(linkOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([0]);
	});
});

describe('an answer that does not come', () => {
	const file = { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' };

	async function upload(options: INodeParameters): Promise<{ finished: Promise<WorkflowResult> }> {
		account.sandbox.fault({ kind: 'stall' });
		const running = await startNode({
			parameters: { resource: 'video', operation: 'uploadFile', options },
			items: [await binaryItem(file, 'memory')],
			credentials: account.credentials(),
		});
		while (!account.sandbox.requests.some(({ complete }) => complete)) {
			await new Promise<void>((resolve) => {
				setImmediate(resolve);
			});
		}
		return running;
	}

	it.each([
		['after five minutes', {}, 300, /in time/, /All was sent[^]*300 seconds[^]*Timeout/],
		['when the option says so', { timeout: 900 }, 900, /in time/, /900 seconds[^]*Timeout/],
	])('is waited for no longer %s', async (_when, options, seconds, message, description) => {
		const { finished } = await upload(options);
		let ended = false;
		const result = finished.then((value) => {
			ended = true;
			return value;
		});
		await jest.advanceTimersByTimeAsync((seconds - 1) * 1000);
		expect(ended).toBe(false);
		await jest.advanceTimersByTimeAsync(2_000);
		const { error } = await result;

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
		expect(error?.description).toMatch(/may already have received and charged/);
		expect(account.sandbox.requests).toHaveLength(1);
	});
});

it.each([
	[{ concurrency: 0 }, /^Concurrency/],
	[{ concurrency: 1.5 }, /^Concurrency/],
	[{ concurrency: 'many' }, /^Concurrency/],
	[{ requestsPerSecond: 0 }, /^Requests per Second/],
	[{ requestsPerSecond: -1 }, /^Requests per Second/],
	[{ timeout: 'long' }, /^Timeout/],
])('%j is refused before anything is sent', async (options, message) => {
	const result = await run(2, options);

	expect(result.error?.message).toMatch(message);
	expect(account.sandbox.requests).toEqual([]);
});
