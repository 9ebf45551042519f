import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { endpoints } from '../api/endpoints';
import type { JsonObject } from '../api/json';
import { isJsonObject, textOf } from '../api/json';
import type { Ask } from '../api/videos';
import { getTaskVideos, getVideo, isFailed, isIndexed, statusOf, videoNoOf } from '../api/videos';
import { askerOf, WAITS_FOR_CONFIRMATION_MS } from './ask';
import type { Callback } from './readCallback';

export type Verdict =
	/** Memories.ai says the same as the callback. */
	| { readonly kind: 'confirmed'; readonly metadata: JsonObject }
	/** It could not be asked, or has not come that far yet. */
	| { readonly kind: 'unconfirmed' }
	/** It does not know the video or task: somebody else made this callback up. */
	| { readonly kind: 'unknown' };

/**
 * Asks Memories.ai, with the key, whether what a callback says is so. Nothing else tells a
 * callback from a forgery.
 *
 * @param uniqueIds the namespaces to look in besides the default one; where there are none,
 *   those that the account has
 */
export async function verifyCallback(
	context: IWebhookFunctions,
	callback: Callback,
	uniqueIds: string[],
): Promise<Verdict> {
	try {
		const ask = await askerOf(context);
		let verdict = await judge(ask, callback, uniqueIds);
		for (const wait of WAITS_FOR_CONFIRMATION_MS) {
			if (verdict.kind === 'confirmed') break;
			await sleep(wait);
			verdict = await judge(ask, callback, uniqueIds);
		}
		return verdict;
	} catch (error) {
		// Better an event that says "not verified" than one that is lost because of a busy API.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`A Memories.ai callback could not be verified: ${reason}`);
		return { kind: 'unconfirmed' };
	}
}

async function judge(ask: Ask, callback: Callback, uniqueIds: string[]): Promise<Verdict> {
	let known = false;
	for await (const uniqueId of namespaces(ask, uniqueIds)) {
		const found = await lookUp(ask, callback, uniqueId);
		if (found === undefined) continue;
		known = true;
		if (agrees(callback, found)) return { kind: 'confirmed', metadata: found };
	}
	return { kind: known ? 'unconfirmed' : 'unknown' };
}

/** The default namespace first: most accounts have no other, and a list costs a call. */
async function* namespaces(ask: Ask, chosen: string[]) {
	yield undefined;
	if (chosen.length > 0) {
		yield* chosen;
		return;
	}
	const data = await ask(endpoints.listUniqueIds, {});
	const listed = isJsonObject(data) && Array.isArray(data.unique_ids) ? data.unique_ids : [];
	for (const entry of listed) {
		const uniqueId = textOf(entry);
		if (uniqueId !== undefined && uniqueId !== 'default') yield uniqueId;
	}
}

/**
 * @returns what Memories.ai says of the callback's video, or of its task where it names no video;
 *   `undefined` when it does not know it in this namespace
 */
async function lookUp(
	ask: Ask,
	{ videoNo, taskId }: Callback,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	if (videoNo !== undefined) {
		const metadata = await getVideo(ask, videoNo, uniqueId);
		if (metadata) return metadata;
	}
	if (taskId === undefined) return undefined;
	const videos = await getTaskVideos(ask, taskId, uniqueId);
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
