import {
	chain,
	memoriesAi,
	memoriesAiTrigger,
	node,
	ON_CALLBACK,
	receiverOf,
	START,
	start,
} from '../test/e2e/build-workflow.cjs';
import { everyItem } from '../test/e2e/every-item.cjs';
import { callBack } from '../test/e2e/post.cjs';
import { until } from '../test/n8n/until.cjs';
import { giveWebhookIds, type WorkflowFile } from '../test/n8n/workflows.cjs';
import { uploadLink } from '../test/sandbox/remote.cjs';
import type { ByHand } from './by-hand-results.cjs';
import { bothWays, runByHand } from './by-hand-uploads.cjs';
import { byHandWorkflow } from './by-hand-workflows.cjs';
import type { FreshN8n, Stage } from './stage.cjs';

const POST = 'https://www.tiktok.com/@user/video/7543017294226558221';
/** The stand-in cannot index what has this word in its address. */
const FAILING_POST = 'https://www.tiktok.com/@fail/video/7543017294226558221';
const TASK_STATUS = 'get_video_ids_by_task_id';
const LOOK_EVERY_MS = 500;
/** Long enough that both ways look more than once. */
const SETTINGS = { callbacks: 'none', downloadAfterMs: 1_000, indexAfterMs: 8_000 } as const;

function scrapeAndWait(stage: Stage, videoUrls: string): WorkflowFile {
	const scrape = { resource: 'video', operation: 'scrapePlatform', library: 'private', videoUrls };
	return chain(
		'Scrape',
		start(),
		memoriesAi('Scrape', { ...scrape, waitFor: 'polling' }, stage.memoriesAi),
		node('Go on', 'n8n-nodes-base.noOp', 1, {}),
	);
}

/** One answer of HTTP 503 to the question how far the scrape is. */
export async function benchShortOutage(
	n8n: FreshN8n,
	stage: Stage,
): Promise<ByHand['shortOutage']> {
	const http = await byHandWorkflow(stage, 'scrape-and-poll');
	return await bothWays(http, scrapeAndWait(stage, POST), async (file) => {
		await stage.standIn.restart(SETTINGS);
		await stage.standIn.fault({ kind: 'status', status: 503, times: 1, endpoint: TASK_STATUS });
		const { status } = await runByHand(n8n, file);
		return { status };
	});
}

/** A scrape whose video cannot be indexed. What has not ended after so many seconds is left running. */
export async function benchFailingVideo(
	{ client }: FreshN8n,
	stage: Stage,
	seconds: number,
): Promise<ByHand['failingVideo']> {
	const { standIn } = stage;
	const http = await byHandWorkflow(stage, 'scrape-and-poll', { [POST]: FAILING_POST });
	const play = async (file: WorkflowFile) => {
		await standIn.restart(SETTINGS);
		const id = await client.run(await client.createWorkflow(file), START);
		const isOver = async () => (await client.execution(id)).run.complete;
		await until(isOver, seconds * 1000, LOOK_EVERY_MS);
		const { status } = await client.execution(id);
		const requests = await standIn.requests();
		return { status, questions: requests.filter(({ path }) => path === TASK_STATUS).length };
	};
	// The one that goes on comes last.
	const own = await play(scrapeAndWait(stage, FAILING_POST));
	return { seconds, own, http: await play(http) };
}

/** Calls back about videos that exist, twice each, and about as many that do not. */
export async function benchByHandCallbacks(
	{ client, process: { url: n8nUrl } }: FreshN8n,
	stage: Stage,
	genuine: number,
): Promise<ByHand['callbacks']> {
	const { standIn } = stage;
	await standIn.restart({ callbacks: 'none', indexAfterMs: 0 });
	const known: string[] = [];
	for (let at = 0; at < genuine; at += 1) known.push(await uploadLink(standIn));
	const forged = known.map((_, at) => `VI1${String(at).padStart(17, '0')}`);

	const send = async (url: string, workflowId: string, nodeName: string) => {
		for (const videoNo of [...known, ...forged, ...known]) await callBack(url, videoNo);
		const { items } = await everyItem({ client, n8nUrl }, workflowId, nodeName, genuine);
		const count = (numbers: string[]) =>
			items.filter(({ videoNo }) => numbers.includes(String(videoNo))).length;
		return { ofGenuine: count(known), ofForged: count(forged) };
	};

	const file = await byHandWorkflow(stage, 'callback');
	giveWebhookIds(file, await client.nodeTypes());
	const workflow = await client.createWorkflow(file);
	await client.activate(workflow);
	const url = `${n8nUrl}/webhook/memories-ai`;
	await client.waitForWebhook(url);
	const http = await send(url, workflow.id, 'Use it');
	const trigger = await receiverOf({ client, n8nUrl }, memoriesAiTrigger({}, stage.memoriesAi));
	const own = await send(trigger.url, trigger.workflow.id, ON_CALLBACK);
	return { genuine, forged: forged.length, http, own };
}
