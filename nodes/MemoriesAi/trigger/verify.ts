import type { IWebhookFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import type { WebhookClient } from '../api/webhookClient';
import {
	ANSWER_WITHIN_MS,
	clientForWebhook,
	WAITS_FOR_CONFIRMATION_MS,
} from '../api/webhookClient';
import { InvalidParameter } from '../errors/invalidParameter';
import { lookupQueueOf } from './accountQueues';
import { Lookup } from './lookup';
import { isNeverAnswered } from './refusals';
import type { Verdict } from './verdict';
import { agrees } from './verdict';

/**
 * How many callbacks may wait at a time to be looked at again; the others go by the first look. n8n 2
 * holds about 10 MB for each, and whoever knows the URL can send any number of forged ones.
 */
const MOST_WAITING = 10;
let waiting = 0;

/** One request that is not answered must not use up the time of all others, in milliseconds. */
const LONGEST_REQUEST_MS = 8_000;

/** How often those that wait longer than usual see whether there still is something to wait for. */
const LOOK_ROUND_MS = 1_000;

const TIME_IS_UP: unique symbol = Symbol('time is up');

/**
 * Asks Memories.ai, with the key, whether what a callback says is so. Nothing else tells a
 * callback from a forgery.
 *
 * @param uniqueIds the namespaces to look in besides the default one; where there are none,
 *   those that the account has
 * @param longestMs how long it may take while Memories.ai answers, in milliseconds; while it does not,
 *   as long as a sender waits
 */
export async function verify(
	context: IWebhookFunctions,
	callback: Callback,
	uniqueIds: string[],
	longestMs: number,
): Promise<Verdict> {
	const startedAt = Date.now();
	const time = { usual: startedAt + ANSWER_WITHIN_MS, longest: startedAt + longestMs };
	let client: WebhookClient;
	try {
		client = await clientForWebhook(context, longestMs, LONGEST_REQUEST_MS);
	} catch (error) {
		return unverifiable(context, error);
	}
	const look = async () => await lookOnce(context, new Lookup(client, callback, uniqueIds), time);

	let verdict = await look();
	for (const wait of WAITS_FOR_CONFIRMATION_MS) {
		const isOpen = verdict.kind === 'unknown' || verdict.kind === 'unconfirmed';
		if (!isOpen || hasTrouble(verdict)) break;
		if (waiting >= MOST_WAITING || Date.now() + wait >= time.usual) break;
		waiting += 1;
		await sleep(wait);
		const latest = await look();
		waiting -= 1;
		// What could not be asked again says nothing new.
		if (hasTrouble(latest)) break;
		verdict = latest;
	}
	if (verdict.kind === 'unconfirmed' && verdict.trouble !== undefined) {
		context.logger.warn(`A Memories.ai callback could not be verified: ${verdict.trouble}`);
	}
	return verdict;
}

function hasTrouble(verdict: Verdict): boolean {
	return verdict.kind === 'unconfirmed' && verdict.trouble !== undefined;
}

/** In milliseconds since epoch. */
interface Deadlines {
	readonly usual: number;
	/** As long as Memories.ai answers. */
	readonly longest: number;
}

async function lookOnce(
	context: IWebhookFunctions,
	lookup: Lookup,
	time: Deadlines,
): Promise<Verdict> {
	const { callback, client } = lookup;
	const queue = lookupQueueOf(client.account);
	queue.add(lookup);
	try {
		let found = await resultBy(lookup, time.usual);
		while (found === TIME_IS_UP && Date.now() < time.longest && queue.isAnswering) {
			found = await resultBy(lookup, Math.min(time.longest, Date.now() + LOOK_ROUND_MS));
		}
		if (found === TIME_IS_UP) {
			const trouble = lookup.trouble?.message ?? 'too many callbacks wait for an answer';
			return { kind: 'unconfirmed', trouble };
		}
		if (!found) return { kind: 'unknown' };
		return agrees(callback, found)
			? { kind: 'confirmed', metadata: found }
			: { kind: 'unconfirmed' };
	} catch (error) {
		if (isNeverAnswered(error)) return unverifiable(context, error);
		return { kind: 'unconfirmed', trouble: messageOf(error) };
	} finally {
		queue.remove(lookup);
	}
}

/** @param until in milliseconds since epoch */
async function resultBy(lookup: Lookup, until: number) {
	// The timer outlives most lookups, so it must not hold on to one.
	const timeIsUp = sleep(Math.max(0, until - Date.now())).then((): typeof TIME_IS_UP => TIME_IS_UP);
	return await Promise.race([lookup.result, timeIsUp]);
}

function unverifiable(context: IWebhookFunctions, error: unknown): Verdict {
	const advice = descriptionOf(error);
	context.logger.error(
		`A Memories.ai callback was refused, for none can be verified: ${messageOf(error)}. ${advice}`,
	);
	return { kind: 'unverifiable' };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function descriptionOf(error: unknown): string {
	const hasDescription =
		error instanceof InvalidParameter ||
		error instanceof NodeApiError ||
		error instanceof NodeOperationError;
	return (hasDescription && error.description) || 'Check the credential of the trigger.';
}
