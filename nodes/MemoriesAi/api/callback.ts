import type { IWebhookFunctions } from 'n8n-workflow';

import type { Json, JsonObject } from '../transport/json';
import { isJsonObject, parseJson, textOf } from '../transport/json';
import { isFailed } from './videos';

export type CallbackEvent =
	| 'video.indexed'
	| 'video.queued'
	| 'video.failed'
	| 'task.downloaded'
	| 'task.failed';

/** Documented callbacks have about 200 characters; a body of this many was made up by somebody. */
const LONGEST_BODY = 65_536;

/** Documented callbacks are flat. n8n cannot hand on what is nested thousands deep. */
const DEEPEST_BODY = 20;

/**
 * Documented ids are made of letters, digits, - and _, at most 69 of them. With anything else a
 * caller could have the request for it refused on its way, and that looks like an API that cannot
 * be asked.
 */
const ID = /^[\w.:-]{1,200}$/;

/** What a callback says, whichever of its documented shapes it came in. */
export interface Callback {
	readonly event: CallbackEvent;
	/** As received, in upper case. */
	readonly status: string;
	readonly videoNo?: string;
	readonly taskId?: string;
	readonly clientId?: string;
	readonly message?: string;
	readonly body: JsonObject;
}

/**
 * @returns the body as text; of a multipart form, which n8n takes apart itself, the fields as JSON;
 *   `undefined` when it cannot be read: longer than n8n allows, broken compression, cut off
 */
export async function readRequestText(context: IWebhookFunctions): Promise<string | undefined> {
	const request = context.getRequestObject();
	if (request.contentType === 'multipart/form-data') {
		const { data } = context.getBodyData();
		return JSON.stringify(data ?? {});
	}
	try {
		await request.readRawBody();
	} catch (error) {
		// What is left of it stands in the way of the next request on this connection.
		request.unpipe();
		request.resume();
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.debug(`The body of a call of a Memories.ai Trigger is unreadable: ${reason}`);
		return undefined;
	}
	return request.rawBody?.toString('utf8') ?? '';
}

/**
 * Reads a callback's body: JSON, or form fields, whatever its content type said.
 *
 * @param text `undefined` where it could not be read
 * @returns `undefined` when it is no callback of Memories.ai
 */
export function parseCallback(text: string | undefined): Callback | undefined {
	const body = text === undefined ? undefined : parseBody(text);
	const status = body && textOf(body.status)?.toUpperCase();
	if (!body || status === undefined) return undefined;

	const videoNo = firstOf(body, ['videoNo', 'video_no', 'videoId', 'video_id']);
	const taskId = firstOf(body, ['taskId', 'task_id']);
	if ([videoNo, taskId].some((id) => id !== undefined && !ID.test(id))) return undefined;
	const event = eventOf(status, videoNo, taskId);
	if (event === undefined) return undefined;
	return {
		event,
		status,
		videoNo,
		taskId,
		clientId: firstOf(body, ['clientId', 'client_id']),
		message: firstOf(body, ['message']),
		body,
	};
}

function parseBody(text: string): JsonObject | undefined {
	if (text.length > LONGEST_BODY) return undefined;
	let body: Json;
	try {
		// A byte order mark is no white space to JSON.
		body = parseJson(text.replace(/^\uFEFF/, ''));
	} catch {
		// Not JSON, so form fields; text that is neither has no status and is told apart by that.
		body = Object.fromEntries(new URLSearchParams(text));
	}
	return isJsonObject(body) && !isDeeperThan(body, DEEPEST_BODY) ? body : undefined;
}

function isDeeperThan(value: Json, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function eventOf(status: string, videoNo?: string, taskId?: string): CallbackEvent | undefined {
	if (isFailed(status)) {
		if (videoNo !== undefined) return 'video.failed';
		return taskId === undefined ? undefined : 'task.failed';
	}
	switch (status) {
		case 'PARSE':
		case 'INDEXING_SUCCEEDED':
			return videoNo === undefined ? undefined : 'video.indexed';
		case 'UNPARSE':
			return videoNo === undefined ? undefined : 'video.queued';
		case 'SUCCEEDED':
			return taskId === undefined ? undefined : 'task.downloaded';
		default:
			return undefined;
	}
}

function firstOf(body: JsonObject, names: string[]): string | undefined {
	for (const name of names) {
		const text = textOf(body[name]);
		if (text !== undefined) return text;
	}
	return undefined;
}
