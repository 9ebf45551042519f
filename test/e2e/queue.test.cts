import { readFileSync } from 'node:fs';

import type { Execution } from '../n8n/rest.cjs';
import type { N8nQueue } from '../n8n/queue.cjs';
import { until } from '../n8n/until.cjs';
import type { BroughtN8n } from './bring-n8n.cjs';
import {
	cameFrom,
	items,
	memoriesAi,
	receiver,
	type Receiver,
	receiverOf,
	webhook,
	wentOn,
} from './build-workflow.cjs';
import {
	cameFromName,
	eachOperation,
	expectEachOnce,
	inputOf,
	ITEMS,
	refuseOne,
	sentWithRetry,
	underTest,
} from './each-operation.cjs';
import { everyItem } from './every-item.cjs';
import { inParallel } from './in-parallel.cjs';
import { bringOwnQueue } from './own-n8n.cjs';
import { callBack, post } from './post.cjs';
import { NODE } from './run-node.cjs';
import { indexedVideo, requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import {
	endAndCallBack,
	newLink,
	outputOf,
	sleeperOf,
	timesOn,
	untilCalledByItself,
	uploading,
	valuesOf,
} from './sleep.cjs';
import { world } from './world.cjs';

const { line } = world();

const HOUR = 3_600_000;

let own: BroughtN8n<N8nQueue> | undefined;

/** Its address is that of production URLs. */
function place(): BroughtN8n<N8nQueue> {
	if (!own) throw new Error('n8n did not start');
	return { ...own, n8nUrl: own.n8n.productionUrl };
}

/** What was called is not on record at once. */
async function newestOf({ workflow }: Receiver, known: string[]): Promise<string> {
	const found = await until(async () => {
		const { results } = await place().client.executions(workflow.id);
		return results.find(({ id }) => !known.includes(id))?.id;
	}, 60_000);
	if (found === undefined) throw new Error(`The call of ${workflow.id} started no execution`);
	return found;
}

/** Calls a workflow in production and returns the id of the execution. */
async function call(open: Receiver): Promise<string> {
	const before = await place().client.executions(open.workflow.id);
	expect(await post(open.url)).toBe(200);
	return await newestOf(
		open,
		before.results.map(({ id }) => id),
	);
}

async function callToEnd(open: Receiver): Promise<Execution> {
	return await place().client.waitForExecution(await call(open));
}

/** How often a worker has begun with the execution: again after each sleep. */
function timesInWorker(id: string): number {
	const logs = place().n8n.workers.map(({ logFile }) => readFileSync(logFile, 'utf8'));
	return logs.join('\n').split(`Worker started execution ${id} `).length - 1;
}

/** Tried in n8n 2 alone: it is the same queue in both. */
const inN8n2 = line === '2' ? describe : describe.skip;

inN8n2('Queue mode', () => {
	beforeAll(async () => {
		own = await bringOwnQueue(`e2e-queue-${line}`, { workers: 1, webhooks: 2 });
	});
	beforeEach(async () => {
		await resetSandbox();
		await setSandbox({ indexAfterMs: 0, downloadAfterMs: 0, callbacks: 'none' });
	});
	afterAll(async () => {
		await own?.n8n.stop();
	});

	describe.each(eachOperation)('%s', (_title, operation) => {
		async function receiverOfIt() {
			const input = await inputOf(operation);
			const node = underTest(operation, place().credential);
			const open = await receiverOf(place(), webhook(), input.node, node, cameFromName());
			return { input, open };
		}

		test('each item is sent once and put out, by a worker', async () => {
			const { input, open } = await receiverOfIt();
			const execution = await callToEnd(open);
			await expectEachOnce(execution, operation, input);
			expect(timesInWorker(execution.id)).toBe(1);
		});

		test('what is refused is red, and a Retry sends it', async () => {
			const { open } = await receiverOfIt();
			await refuseOne(operation);
			const failed = await callToEnd(open);
			const retried = await place().client.retry(failed.id, open.workflow.id);

			expect([failed.status, retried.status]).toEqual(['error', 'success']);
			expect([failed.id, retried.id].map(timesInWorker)).toEqual([1, 1]);
			expect(failed.run.error?.message).toContain('0402');
			expect(retried.run.output(NODE)).toHaveLength(ITEMS);
			expect(await requestsTo(operation.endpoint)).toHaveLength(sentWithRetry(operation));
		});
	});

	test('a callback wakes an execution that sleeps, and a worker goes on with it', async () => {
		await setSandbox({ indexAfterMs: HOUR });
		const link = newLink();
		const upload = memoriesAi(NODE, uploading('callback'), place().credential);
		const open = await receiverOf(place(), webhook(), items([link]), upload, cameFrom(), wentOn());
		const sleeper = await sleeperOf(await call(open), [link], place());
		const { id, videos, resumeUrl } = sleeper;
		// The worker that put it to sleep reaches it where production URLs are called.
		await untilCalledByItself(sleeper);
		expect(await endAndCallBack(resumeUrl, videos[0] ?? '')).toBe(200);

		const execution = await place().client.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(outputOf(execution)).toMatchObject([{ videoNo: videos[0], status: 'PARSE' }]);
		expect(valuesOf(execution)).toEqual([link]);
		expect([await timesOn(id), timesInWorker(id)]).toEqual([1, 2]);
	});

	test('a callback starts one run of the trigger, and its repeat none', async () => {
		const open = await receiver(place());
		const videoNo = await indexedVideo();
		expect(await callBack(open.url, videoNo)).toBe(200);
		const [started] = await place().client.waitForExecutions(open.workflow.id, 1);
		expect(started?.run.output('On callback').map(({ json }) => json)).toMatchObject([
			{ event: 'video.indexed', videoNo, verified: true },
		]);
		expect(timesInWorker(started?.id ?? '')).toBe(1);

		expect(await callBack(open.url, videoNo)).toBe(200);
		const another = await indexedVideo();
		expect(await callBack(open.url, another)).toBe(200);
		const all = await place().client.waitForExecutions(open.workflow.id, 2);
		expect(all).toHaveLength(2);
	});

	test('a callback that comes to both webhook processes at once goes on once', async () => {
		const { n8n, n8nUrl, client } = { ...place(), n8nUrl: place().n8n.url };
		const open = await receiver(place());
		const videos = await inParallel(5, Array<undefined>(20).fill(undefined), indexedVideo);
		const urls = n8n.webhooks.map(({ url }) => open.url.replace(n8n.productionUrl, url));
		await inParallel(5, videos, async (videoNo) => {
			const answers = await Promise.all(urls.map(async (url) => await callBack(url, videoNo)));
			expect(answers).toEqual([200, 200]);
		});
		const { items: started } = await everyItem(
			{ n8nUrl, client },
			open.workflow.id,
			'On callback',
			videos.length,
		);
		expect(started.map(({ videoNo }) => videoNo).sort()).toEqual([...videos].sort());
	});
});
