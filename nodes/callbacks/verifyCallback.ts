import type { IWebhookFunctions } from 'n8n-workflow';
import { OperationalError, sleep } from 'n8n-workflow';

import { readAccount } from '../api/account';
import type { Endpoint } from '../api/endpoints';
import { endpoints } from '../api/endpoints';
import { explain } from '../api/explain';
import type { Fields } from '../api/fields';
import type { Json, JsonObject } from '../api/json';
import { isJsonObject, textOf } from '../api/json';
import { exchange } from '../api/send';
import type { Callback } from './readCallback';
import { isFailed } from './readCallback';

export type Verdict =
	/** Memories.ai says the same as the callback. */
	| { readonly kind: 'confirmed'; readonly metadata: JsonObject }
	/** It could not be asked, or has not come that far yet. */
	| { readonly kind: 'unconfirmed' }
	/** It does not know the video or task: somebody else made this callback up. */
	| { readonly kind: 'unknown' };

/** Memories.ai may call before its own records agree: asked at once, then after 1 and 2 s more. */
const WAITS_MS = [1_000, 2_000];

/** The sender waits for an answer meanwhile, so no long repeats and no long request. */
const SEND_OPTIONS = { maxRetries: 1, timeoutMs: 10_000, itemIndex: 0 };

/** Codes that an id which does not exist can be answered with. */
const NOT_FOUND = ['0001', '0003'];

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
		let verdict = await judge(context, callback, uniqueIds);
		for (const wait of WAITS_MS) {
			if (verdict.kind === 'confirmed') break;
			await sleep(wait);
			verdict = await judge(context, callback, uniqueIds);
		}
		return verdict;
	} catch (error) {
		// Better an event that says "not verified" than one that is lost because of a busy API.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`A Memories.ai callback could not be verified: ${reason}`);
		return { kind: 'unconfirmed' };
	}
}

async function judge(
	context: IWebhookFunctions,
	callback: Callback,
	uniqueIds: string[],
): Promise<Verdict> {
	let known = false;
	for await (const uniqueId of namespaces(context, uniqueIds)) {
		const found = await lookUp(context, callback, uniqueId);
		if (found === undefined) continue;
		known = true;
		if (agrees(callback, found)) return { kind: 'confirmed', metadata: found };
	}
	return { kind: known ? 'unconfirmed' : 'unknown' };
}

/** The default namespace first: most accounts have no other, and a list costs a call. */
async function* namespaces(context: IWebhookFunctions, chosen: string[]) {
	yield undefined;
	if (chosen.length > 0) {
		yield* chosen;
		return;
	}
	const data = await ask(context, endpoints.listUniqueIds, {});
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
	context: IWebhookFunctions,
	{ videoNo, taskId }: Callback,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	if (videoNo !== undefined) {
		const metadata = await ask(context, endpoints.getMetadata, { videoNo, uniqueId });
		if (isJsonObject(metadata)) return metadata;
	}
	if (taskId === undefined) return undefined;
	const task = await ask(context, endpoints.getTaskStatus, { taskId, uniqueId });
	if (!isJsonObject(task)) return undefined;
	return videoNo === undefined ? task : videosOf(task).find((video) => numberOf(video) === videoNo);
}

function agrees({ event }: Callback, found: JsonObject): boolean {
	const status = textOf(found.status)?.toUpperCase() ?? '';
	switch (event) {
		case 'video.indexed':
			return status === 'PARSE';
		case 'video.failed':
			return isFailed(status);
		case 'video.queued':
			return true;
		case 'task.downloaded':
			return videosOf(found).length > 0;
		case 'task.failed':
			// No failure state exists for a task: an empty list can also mean "still downloading".
			return false;
	}
}

/** Both documented shapes of a task's videos: objects, or bare ids. */
function videosOf(task: JsonObject): JsonObject[] {
	if (Array.isArray(task.videos)) return task.videos.filter(isJsonObject);
	const ids = Array.isArray(task.video_ids) ? task.video_ids : [];
	return ids.map((video_no) => ({ video_no }));
}

function numberOf(video: JsonObject): string | undefined {
	return textOf(video.video_no) ?? textOf(video.videoNo);
}

/**
 * @returns the reply's `data`, or null when Memories.ai answers that there is no such thing
 * @throws Error when it does not answer, or not to the question
 */
async function ask(context: IWebhookFunctions, endpoint: Endpoint, fields: Fields): Promise<Json> {
	const account = await readAccount(context);
	const route = endpoint.routes[account.apiVersion];
	if (!route) throw new OperationalError(`API version ${account.apiVersion} cannot be asked`);

	const outcome = await exchange(context, account, endpoint, route, fields, SEND_OPTIONS);
	if (outcome.kind === 'success') return outcome.data;
	if (outcome.kind === 'refused' && NOT_FOUND.includes(outcome.code)) return null;
	const { message } = explain(outcome, endpoint, account.baseUrl);
	throw new OperationalError(account.hideKey(message));
}
