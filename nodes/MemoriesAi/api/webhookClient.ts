import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Account } from '../transport/account';
import { CREDENTIAL, readAccount } from '../transport/account';
import type { ApiClient } from './client';
import { clientOf } from './client';
import { isNotFound } from './notFound';

/** A sender waits for an answer ten seconds at the most, with what n8n does itself. */
export const ANSWER_WITHIN_MS = 9_000;

/**
 * Memories.ai may call before its own records agree, or be busy. Asked at once, it is asked again
 * after these waits, in milliseconds, one after the other.
 */
export const WAITS_FOR_CONFIRMATION_MS = [1_000, 2_000];

/** Answers null when Memories.ai says that there is no such thing. */
export interface WebhookClient extends ApiClient {
	/** @returns whether there is time left after so many milliseconds */
	isInTime(ms: number): boolean;
	/** The same, but for that: it throws what Memories.ai says. */
	readonly strict: ApiClient;
}

/**
 * A client that asks while a callback waits. What it asks goes before all other requests of the
 * account, and is answered or given up in time.
 *
 * @param withinMs how long it may ask, in milliseconds from now
 * @param requestMs how long each request may take, in milliseconds
 * @returns a client whose `account` is the same object for callbacks that come soon after one another
 */
export async function clientForWebhook(
	context: IWebhookFunctions,
	withinMs = ANSWER_WITHIN_MS,
	requestMs = withinMs,
): Promise<WebhookClient> {
	const answerBy = Date.now() + withinMs;
	const account = await sharedAccount(context);
	const client = clientOf(context, account, {
		answerBy,
		timeoutMs: requestMs,
		// What is refused is asked again by the next callback or beat.
		maxRetries: 0,
		itemIndex: 0,
	});
	return {
		...client,
		isInTime: (ms) => Date.now() + ms < answerBy,
		strict: client,
		request: async (endpoint, fields) =>
			await client.request(endpoint, fields).catch(nullIfNotFound),
	};
}

function nullIfNotFound(error: unknown): null {
	if (isNotFound(error)) return null;
	throw error;
}

/** In milliseconds: a credential that is changed counts so soon, and a burst of callbacks reads it once. */
const ACCOUNT_KEPT_MS = 1_000;

/** By workflow and credential. */
const accounts = new Map<string, Promise<Account>>();

/**
 * Callbacks that come soon after one another share the account: for each reading, n8n 2 builds a
 * sandbox for expressions, which is most of the work that a callback makes.
 */
async function sharedAccount(context: IWebhookFunctions): Promise<Account> {
	const credential = context.getNode().credentials?.[CREDENTIAL]?.id ?? '';
	const key = `${context.getWorkflow().id ?? ''}/${credential}`;
	const shared = accounts.get(key);
	if (shared) return await shared;
	const reading = readAccount(context, 0);
	accounts.set(key, reading);
	void reading
		.then(
			async () => await sleep(ACCOUNT_KEPT_MS),
			() => undefined,
		)
		.finally(() => accounts.delete(key));
	return await reading;
}
