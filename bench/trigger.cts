import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { memoriesAiTrigger } from '../test/e2e/build-workflow.cjs';
import { everyItem } from '../test/e2e/every-item.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import {
	giveWebhookIds,
	type NodeType,
	productionUrl,
	type WorkflowNode,
} from '../test/n8n/workflows.cjs';
import type { Extent } from './extent.cjs';
import type { Receiver, Trigger, TriggerRound } from './results.cjs';
import type { FreshN8n, Stage } from './stage.cjs';
import { median } from './units.cjs';

const NAME = 'On callback';

/** Somewhere to send callbacks to. */
interface Address {
	url: string;
	workflowId: string;
}

/** n8n's own Webhook node. */
function webhookNode(): WorkflowNode {
	const id = randomUUID();
	return {
		id,
		name: NAME,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: id,
		position: [0, 0],
		parameters: { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} },
	};
}

function nodeFor(receiver: Receiver, { memoriesAi }: Stage): WorkflowNode {
	switch (receiver) {
		case 'Webhook node':
			return webhookNode();
		case 'Memories.ai Trigger':
			return trigger({});
		case 'Memories.ai Trigger, not verifying':
			return trigger({ verify: false });
	}
	function trigger(parameters: Record<string, unknown>): WorkflowNode {
		return { ...memoriesAiTrigger(parameters, memoriesAi), id: randomUUID(), name: NAME };
	}
}

/** Activates a workflow of one node, and returns when its URL is in effect. */
async function open(
	{ process: { url }, client }: FreshN8n,
	node: WorkflowNode,
	types: NodeType[],
): Promise<Address> {
	const settings = { executionOrder: 'v1' };
	const file = { name: 'Receiver', nodes: [node], connections: {}, settings };
	giveWebhookIds(file, types);
	const workflow = await client.createWorkflow(file);
	await client.activate(workflow);
	const address = productionUrl(url, node, types);
	await client.waitForWebhook(address);
	return { url: address, workflowId: workflow.id };
}

const uploaded = z.object({ data: z.object({ videoNo: z.string() }) });

/** Videos that the API knows and has indexed; their numbers. */
async function indexedVideos({ standIn }: Stage, count: number): Promise<string[]> {
	return await inParallel(10, Array.from({ length: count }), async () => {
		const response = await fetch(`${standIn.url}/serve/api/v1/upload_url`, {
			method: 'POST',
			headers: { authorization: standIn.key },
			body: new URLSearchParams({ url: 'https://example.com/clip.mp4' }),
		});
		return uploaded.parse(await response.json()).data.videoNo;
	});
}

const viaTrigger = z.object({ videoNo: z.string() });
const viaWebhook = z.object({ body: viaTrigger }).transform(({ body }) => body);
const received = z.union([viaTrigger, viaWebhook]);

/** Sends one callback per video and counts what came of them once all is quiet. */
async function sendAll(
	{ process: { url: n8nUrl }, client }: FreshN8n,
	address: Address,
	videos: string[],
	parallel: number,
): Promise<TriggerRound> {
	const since = performance.now();
	const answers = await inParallel(parallel, videos, async (videoNo) => {
		const response = await fetch(address.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ videoNo, status: 'PARSE' }),
		});
		await response.arrayBuffer();
		return response.status;
	});
	const seconds = (performance.now() - since) / 1000;

	const { items } = await everyItem({ n8nUrl, client }, address.workflowId, NAME);
	const runs = new Map(videos.map((videoNo) => [videoNo, 0]));
	for (const item of items) {
		const { videoNo } = received.parse(item);
		const count = runs.get(videoNo);
		// The items of earlier rounds are in the list, too.
		if (count !== undefined) runs.set(videoNo, count + 1);
	}
	const counts = [...runs.values()];
	return {
		seconds,
		accepted: answers.filter((status) => status === 200).length,
		lost: counts.filter((count) => count === 0).length,
		doubled: counts.filter((count) => count > 1).length,
	};
}

/**
 * Sends callbacks to this package's trigger and to n8n's Webhook node, in turns and in one n8n
 * process.
 *
 * @param tell takes a line on how far it is
 */
export async function benchTrigger(
	stage: Stage,
	{ callbacks, parallel, rounds, receivers }: Extent['trigger'],
	tell: (line: string) => void,
): Promise<Trigger> {
	await stage.standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
	const n8n = await stage.freshN8n();
	try {
		const types = await n8n.client.nodeTypes();
		const addresses = new Map<Receiver, Address>();
		for (const receiver of receivers) {
			const address = await open(n8n, nodeFor(receiver, stage), types);
			addresses.set(receiver, address);
			await sendAll(n8n, address, await indexedVideos(stage, parallel), parallel);
		}
		const runs = new Map<Receiver, TriggerRound[]>(receivers.map((receiver) => [receiver, []]));
		for (let round = 1; round <= rounds; round += 1) {
			const order = round % 2 === 1 ? receivers : [...receivers].reverse();
			for (const receiver of order) {
				const address = addresses.get(receiver);
				if (!address) continue;
				tell(`${callbacks} callbacks, round ${round} of ${rounds}: ${receiver}`);
				const videos = await indexedVideos(stage, callbacks);
				runs.get(receiver)?.push(await sendAll(n8n, address, videos, parallel));
			}
		}
		return {
			callbacks,
			parallel,
			receivers: [...runs].map(([receiver, ofReceiver]) => ({
				receiver,
				perSecond: median(ofReceiver.map(({ seconds }) => callbacks / seconds)),
				rounds: ofReceiver,
			})),
		};
	} finally {
		await n8n.stop();
	}
}
