import { z } from 'zod';
import {
	memoriesAiTrigger,
	ON_CALLBACK,
	type Receiver as Opened,
	receiverOf,
} from '../test/e2e/build-workflow.cjs';
import { everyItem } from '../test/e2e/every-item.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import { callBack } from '../test/e2e/post.cjs';
import type { N8nStart } from '../test/n8n/process.cjs';
import type { N8nClient } from '../test/n8n/rest.cjs';
import type { WorkflowNode } from '../test/n8n/workflows.cjs';
import { uploadLink } from '../test/sandbox/remote.cjs';
import type { Extent } from './extent.cjs';
import {
	type Receiver,
	receiver as receivers,
	type Setup,
	setup as setups,
	type Trigger,
	type TriggerRound,
} from './results.cjs';
import type { Stage } from './stage.cjs';
import { median } from './units.cjs';
import { webhookNode } from './webhook-node.cjs';

function nodeFor(receiver: Receiver, { memoriesAi }: Stage): WorkflowNode {
	switch (receiver) {
		case 'Webhook node':
			return webhookNode(ON_CALLBACK);
		case 'Webhook node with an expression':
			return webhookNode(ON_CALLBACK, { responseData: '={{ "Callback received" }}' });
		case 'Memories.ai Trigger':
			return memoriesAiTrigger({}, memoriesAi);
		case 'Memories.ai Trigger, not verifying':
			return memoriesAiTrigger({ verify: false }, memoriesAi);
	}
}

/** Videos that the API knows and has indexed; their numbers. */
async function indexedVideos({ standIn }: Stage, count: number): Promise<string[]> {
	return await inParallel(10, Array.from({ length: count }), () => uploadLink(standIn));
}

const viaTrigger = z.object({ videoNo: z.string() });
const viaWebhook = z.object({ body: viaTrigger }).transform(({ body }) => body);
const received = z.union([viaTrigger, viaWebhook]);

/** Sends one callback per video and counts what came of them once all is quiet. */
async function sendAll(
	place: { n8nUrl: string; client: N8nClient },
	{ url, workflow }: Opened,
	videos: string[],
	parallel: number,
): Promise<TriggerRound> {
	const since = performance.now();
	const answers = await inParallel(parallel, videos, (videoNo) => callBack(url, videoNo));
	const seconds = (performance.now() - since) / 1000;

	const { items } = await everyItem(place, workflow.id, ON_CALLBACK);
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

/** What n8n is started with. */
export const SETTINGS: Record<Setup, N8nStart['settings']> = {
	'as it comes': undefined,
	'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
};

/** Sends callbacks to all receivers, in turns and in one n8n process. */
async function benchSetup(
	stage: Stage,
	{ callbacks, parallel, rounds: roundsOf }: Extent['trigger'],
	setup: Setup,
	tell: (line: string) => void,
): Promise<Trigger['receivers']> {
	const rounds = roundsOf[setup];
	const n8n = await stage.freshN8n(SETTINGS[setup]);
	try {
		const place = { n8nUrl: n8n.process.url, client: n8n.client };
		const opened: Array<{ receiver: Receiver; open: Opened; rounds: TriggerRound[] }> = [];
		for (const receiver of receivers.options) {
			const open = await receiverOf(place, nodeFor(receiver, stage));
			opened.push({ receiver, open, rounds: [] });
			await sendAll(place, open, await indexedVideos(stage, parallel), parallel);
		}
		for (let round = 1; round <= rounds; round += 1) {
			const order = round % 2 === 1 ? opened : [...opened].reverse();
			for (const { receiver, open, rounds: ofReceiver } of order) {
				tell(`${callbacks} callbacks, n8n ${setup}, round ${round} of ${rounds}: ${receiver}`);
				const videos = await indexedVideos(stage, callbacks);
				ofReceiver.push(await sendAll(place, open, videos, parallel));
			}
		}
		return opened.map(({ receiver, rounds: ofReceiver }) => ({
			setup,
			receiver,
			perSecond: median(ofReceiver.map(({ seconds }) => callbacks / seconds)),
			rounds: ofReceiver,
		}));
	} finally {
		await n8n.stop();
	}
}

/**
 * Sends callbacks to this package's trigger and to n8n's Webhook node, in each way to set n8n up.
 *
 * @param tell takes a line on how far it is
 */
export async function benchTrigger(
	stage: Stage,
	extent: Extent['trigger'],
	tell: (line: string) => void,
): Promise<Trigger> {
	await stage.standIn.restart({ indexAfterMs: 0, callbacks: 'none' });
	const { callbacks, parallel } = extent;
	const measured: Trigger['receivers'] = [];
	for (const setup of setups.options) {
		measured.push(...(await benchSetup(stage, extent, setup, tell)));
	}
	return { callbacks, parallel, receivers: measured };
}
