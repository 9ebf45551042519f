import type { INodeParameters } from 'n8n-workflow';
import { nodeName, startNode, urlItems, type WorkflowResult } from './harness.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox({ requestsPerSecond: 1 });
const time = useSimulatedTime();

/** As a user leaves it. */
const UNSET = { requestsPerSecond: '' };

const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: '={{ $json.url }}' };

async function start(item: number, options: INodeParameters = UNSET) {
	return await startNode({
		parameters: { ...uploadUrl, options },
		items: urlItems(item + 1).slice(item),
		credentials: account.credentials(),
	});
}

/** When requests arrived, in milliseconds after the first. */
function arrivals(): number[] {
	const [first] = account.sandbox.requests;
	return account.sandbox.requests.map(({ at }) => at - (first?.at ?? 0));
}

function takenUrls(): string[] {
	return account.sandbox.videos.map(({ sourceUrl }) => sourceUrl ?? '').sort();
}

function urlsOf(count: number): string[] {
	return Array.from({ length: count }, (_, item) => `https://example.com/${item}.mp4`).sort();
}

it('200 executions at once, one upload each: all arrive in 1.05 of the time, hardly one is refused', async () => {
	const running = await Promise.all(
		Array.from({ length: 200 }, async (_, item) => await start(item)),
	);
	const results = await time.pass(Promise.all(running.map(async ({ finished }) => await finished)));

	expect(results.map(({ error }) => error?.message)).toEqual(Array(200).fill(undefined));
	expect(takenUrls()).toEqual(urlsOf(200));
	expect(account.sandbox.requests.length - 200).toBeLessThanOrEqual(2);
	expect(arrivals().at(-1)).toBeLessThanOrEqual(200_000 * 1.05);
}, 60_000);

it('one that is cancelled while it waits for its turn ends at once, and the others go on', async () => {
	const running = await Promise.all([0, 1, 2, 3].map(async (item) => await start(item)));
	await time.untilAsleep();
	const before = Date.now();
	running[2]?.cancel();
	const cancelled = await running[2]?.finished;
	expect(cancelled?.status).toBe('canceled');
	expect(Date.now()).toBe(before);
	const others = running.filter((_, index) => index !== 2);
	await time.pass(Promise.all(others.map(async ({ finished }) => await finished)));

	expect(takenUrls()).toEqual(urlsOf(4).filter((url) => !url.endsWith('/2.mp4')));
	expect(arrivals().at(-1)).toBeLessThan(4_500);
});

it('one that fails ends none but its own waiting', async () => {
	await time.pass((await start(0)).finished);
	account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
	const failing = await startNode({
		parameters: { ...uploadUrl, options: UNSET },
		items: urlItems(8),
		credentials: account.credentials(),
	});
	await time.untilAsleep();
	const other = await start(9);
	const results: WorkflowResult[] = await time.pass(
		Promise.all([failing.finished, other.finished]),
	);

	expect(results.map(({ status }) => status)).toEqual(['error', 'success']);
	expect(results[0]?.error?.message).toContain('0402');
	expect(results[1]?.outputOf(nodeName)).toHaveLength(1);
	expect(account.sandbox.requests).toHaveLength(3);
});

it('one with Requests per Second of its own does not hold up the others', async () => {
	const slow = await startNode({
		parameters: { ...uploadUrl, options: { requestsPerSecond: 0.05 } },
		items: urlItems(3),
		credentials: account.credentials(),
	});
	const others = await Promise.all([10, 11, 12].map(async (item) => await start(item)));
	await time.pass(Promise.all(others.map(async ({ finished }) => await finished)));
	expect(arrivals().at(-1)).toBeLessThan(5_000);
	await time.pass(slow.finished);

	expect(arrivals().at(-1)).toBeGreaterThanOrEqual(40_000);
	expect(takenUrls()).toHaveLength(6);
});

it('one account does not wait for another', async () => {
	const others = account.credentials();
	account.sandbox.settings.requestsPerSecond = 0;
	await time.pass((await start(0)).finished);
	account.sandbox.key = 'sk-mavi-another';
	const before = Date.now();
	await time.pass((await start(1)).finished);

	expect(others).not.toEqual(account.credentials());
	expect(Date.now() - before).toBeLessThan(500);
});
