import { sleep } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { endpoints } from '../api/endpoints';
import { listUniqueIds } from '../api/uniqueIds';
import { getVideo, videoNoOf } from '../api/videos';
import type { Account } from '../transport/account';
import type { JsonObject } from '../transport/json';
import { isJsonObject } from '../transport/json';

/** In milliseconds between two requests, so that several callbacks come together meanwhile. */
const SPACING_MS = 250;

/** In milliseconds: a request that is not answered holds up the next one no longer. */
const LONGEST_HOLD_MS = 1_000;

/** The most ids that any endpoint documents for one request. */
const MOST_TOGETHER = 100;

/** Videos that are asked for in one request, which has not been sent yet. */
interface Round {
	readonly videoNos: Set<string>;
	/** By videoNo; `undefined` where the list was refused, which may be because of one of them. */
	readonly found: Promise<Map<string, JsonObject> | undefined>;
}

/** Of one namespace. */
interface Queue {
	open?: Round;
	/** Until the next round may be sent. */
	hold: Promise<unknown>;
}

/** By namespace. */
const queues = new WeakMap<Account, Map<string, Queue>>();

/**
 * Looks for a video in one namespace, together with those of other callbacks: the first is asked for
 * at once, and what comes soon after shares the next request. So of a burst of callbacks none goes
 * unverified because the account's rate limit is used up.
 *
 * @param client with the same account, as an object, for callbacks that may share a request
 * @param uniqueId the namespace; the default one where it is not given
 * @returns `undefined` when it is not there
 */
export async function batchLookup(
	client: ApiClient,
	videoNo: string,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	const namespaces = queues.get(client.account) ?? new Map<string, Queue>();
	queues.set(client.account, namespaces);
	const queue = namespaces.get(uniqueId ?? '') ?? { hold: Promise.resolve() };
	namespaces.set(uniqueId ?? '', queue);

	if (!queue.open || queue.open.videoNos.size >= MOST_TOGETHER) openRound(queue, client, uniqueId);
	const round = queue.open;
	round?.videoNos.add(videoNo);
	const found = await round?.found;
	return found ? found.get(videoNo) : await getVideo(client, videoNo, uniqueId);
}

function openRound(queue: Queue, client: ApiClient, uniqueId?: string): void {
	const videoNos = new Set<string>();
	const found = queue.hold.then(async () => {
		if (queue.open?.videoNos === videoNos) queue.open = undefined;
		return await listOf(client, [...videoNos], uniqueId);
	});
	queue.hold = queue.hold.then(async () => {
		const answered = Promise.race([Promise.allSettled([found]), sleep(LONGEST_HOLD_MS)]);
		await Promise.all([answered, sleep(SPACING_MS)]);
	});
	queue.open = { videoNos, found };
}

async function listOf(
	client: ApiClient,
	videoNos: string[],
	uniqueId?: string,
): Promise<Map<string, JsonObject> | undefined> {
	const fields = { videoNos, uniqueId, page: 1, size: videoNos.length };
	const data = await client.request(endpoints.video.list, fields);
	if (!isJsonObject(data) || !Array.isArray(data.videos)) return undefined;
	const videos = data.videos.filter(isJsonObject);
	return new Map(videos.map((video) => [videoNoOf(video) ?? '', video]));
}

const uniqueIds = new WeakMap<Account, Promise<string[]>>();

/** @returns the account's namespaces, asked for once for callbacks that come soon after one another */
export async function sharedUniqueIds(client: ApiClient): Promise<string[]> {
	const shared = uniqueIds.get(client.account) ?? listUniqueIds(client);
	uniqueIds.set(client.account, shared);
	return await shared;
}
