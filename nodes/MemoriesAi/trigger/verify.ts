import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import type { ApiClient } from '../api/client';
import { getTaskVideos } from '../api/tasks';
import { getVideo, isFailed, isIndexed, isPublic, statusOf, videoNoOf } from '../api/videos';
import { clientForWebhook, WAITS_FOR_CONFIRMATION_MS } from '../api/webhookClient';
import type { JsonObject } from '../transport/json';
import { batchLookup, sharedUniqueIds } from './batchLookup';

export type Verdict =
	/** Memories.ai says the same as the callback. */
	| { readonly kind: 'confirmed'; readonly metadata: JsonObject }
	/** It could not be asked, or has not come that far yet. */
	| { readonly kind: 'unconfirmed'; readonly trouble?: string }
	/** It does not know the video or task: somebody else made this callback up. */
	| { readonly kind: 'unknown' };

/**
 * How many callbacks may wait at a time to be looked at again; the others go by the first look. n8n 2
 * holds about 10 MB for each, and whoever knows the URL can send any number of forged ones.
 */
const MOST_WAITING = 10;
let waiting = 0;

/**
 * Asks Memories.ai, with the key, whether what a callback says is so. Nothing else tells a
 * callback from a forgery.
 *
 * @param uniqueIds the namespaces to look in besides the default one; where there are none,
 *   those that the account has
 */
export async function verify(
	context: IWebhookFunctions,
	callback: Callback,
	uniqueIds: string[],
): Promise<Verdict> {
	let verdict: Verdict;
	try {
		const client = await clientForWebhook(context, 0);
		verdict = await judgeBy(client, callback, uniqueIds, batchLookup);
		for (const wait of WAITS_FOR_CONFIRMATION_MS) {
			if (verdict.kind === 'confirmed' || waiting >= MOST_WAITING || !client.isInTime(wait)) break;
			waiting += 1;
			await sleep(wait);
			verdict = await judgeBy(client, callback, uniqueIds, lookupAlone);
			waiting -= 1;
		}
	} catch (error) {
		verdict = troubleOf(error);
	}
	if (verdict.kind === 'unconfirmed' && verdict.trouble !== undefined) {
		context.logger.warn(`A Memories.ai callback could not be verified: ${verdict.trouble}`);
	}
	return verdict;
}

/** Better an event that says "not verified" than one that is lost because of a busy API. */
function troubleOf(error: unknown): Verdict {
	const trouble = error instanceof Error ? error.message : String(error);
	return { kind: 'unconfirmed', trouble };
}

/** Looks for a video in one namespace, the default one where none is given. */
type Lookup = typeof batchLookup;

const lookupAlone: Lookup = getVideo;

async function judgeBy(
	client: ApiClient,
	callback: Callback,
	uniqueIds: string[],
	lookup: Lookup,
): Promise<Verdict> {
	let known = false;
	try {
		for await (const uniqueId of namespaces(client, uniqueIds)) {
			const found = await lookUp(client, callback, lookup, uniqueId);
			if (found === undefined) continue;
			known = true;
			const verdict = verdictOn(callback, found);
			if (verdict.kind === 'confirmed') return verdict;
		}
	} catch (error) {
		return troubleOf(error);
	}
	return { kind: known ? 'unconfirmed' : 'unknown' };
}

function verdictOn(callback: Callback, found: JsonObject): Verdict {
	return agrees(callback, found) ? { kind: 'confirmed', metadata: found } : { kind: 'unconfirmed' };
}

/** The default namespace first: most accounts have no other, and a list costs a call. */
async function* namespaces(client: ApiClient, chosen: string[]) {
	yield undefined;
	yield* chosen.length > 0 ? chosen : await sharedUniqueIds(client);
}

/**
 * @returns what Memories.ai says of the callback's video, or of its task where it names no video;
 *   `undefined` when it does not know it in this namespace
 */
async function lookUp(
	client: ApiClient,
	{ videoNo, taskId }: Callback,
	lookup: Lookup,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	if (videoNo !== undefined) {
		const isListed = !isPublic(videoNo);
		const metadata = await (isListed ? lookup : lookupAlone)(client, videoNo, uniqueId);
		if (metadata) return metadata;
	}
	if (taskId === undefined) return undefined;
	const videos = await getTaskVideos(client, taskId, uniqueId);
	return videoNo === undefined
		? videos && { videos }
		: videos?.find((video) => videoNoOf(video) === videoNo);
}

function agrees({ event }: Callback, found: JsonObject): boolean {
	switch (event) {
		case 'video.indexed':
			return isIndexed(statusOf(found));
		case 'video.failed':
			return isFailed(statusOf(found));
		case 'video.queued':
			return true;
		case 'task.downloaded':
			return Array.isArray(found.videos) && found.videos.length > 0;
		case 'task.failed':
			// No failure state exists for a task: an empty list can also mean "still downloading".
			return false;
	}
}
