import { sleep } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { endpoints } from '../api/endpoints';
import { findVideos } from '../api/videos';
import type { Account } from '../transport/account';
import type { JsonObject } from '../transport/json';

/** In milliseconds between two requests: one a second less than documented, for others ask, too. */
const SPACING_MS = 1_000 / (endpoints.video.list.perSecond - 1);

/** In milliseconds: a request that is not answered holds up the next one no longer. */
const LONGEST_HOLD_MS = 1_000;

/** Videos that are asked for in one request, which has not been sent yet. */
interface Round {
	readonly videoNos: Set<string>;
	readonly found: Promise<Map<string, JsonObject>>;
}

interface Queue {
	open?: Round;
	/** Until the next round may be sent. */
	hold: Promise<unknown>;
}

const queues = new WeakMap<Account, Queue>();

/**
 * Looks for a video in the default namespace, together with those of other callbacks: the first is
 * asked for at once, and what comes soon after shares the next request. So of a burst of callbacks
 * none goes unverified because the API was asked too fast.
 *
 * @param client with the same account, as an object, for callbacks that may share a request
 * @returns `undefined` when it is not there
 */
export async function batchLookup(
	client: ApiClient,
	videoNo: string,
): Promise<JsonObject | undefined> {
	const queue = queues.get(client.account) ?? { hold: Promise.resolve() };
	queues.set(client.account, queue);
	queue.open ??= openRound(queue, client);
	queue.open.videoNos.add(videoNo);
	return (await queue.open.found).get(videoNo);
}

function openRound(queue: Queue, client: ApiClient): Round {
	const videoNos = new Set<string>();
	const found = queue.hold.then(async () => {
		queue.open = undefined;
		return await findVideos(client, videoNos);
	});
	queue.hold = queue.hold.then(async () => {
		const answered = Promise.race([Promise.allSettled([found]), sleep(LONGEST_HOLD_MS)]);
		await Promise.all([answered, sleep(SPACING_MS)]);
	});
	return { videoNos, found };
}
