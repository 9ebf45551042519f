import { sleep } from 'n8n-workflow';

import { endpoints } from '../api/endpoints';
import { findVideos } from '../api/videos';
import type { WebhookClient } from '../api/webhookClient';
import { isNotFound } from '../api/webhookClient';
import { KnownUniqueIds } from './knownUniqueIds';
import { lookAlone } from './lookAlone';
import type { Lookup } from './lookup';
import { isNeverAnswered } from './neverAnswered';
import { agrees } from './verdict';

/**
 * In milliseconds from an answer to the next request: one a second less than documented, for others
 * ask, too.
 */
const SPACING_MS = 1_000 / (endpoints.video.list.perSecond - 1);

/** The same after a request that was in vain. */
const SPACING_AFTER_TROUBLE_MS = 1_000;

/** In milliseconds: one request that is not answered must not use up the time of all that wait. */
const LONGEST_REQUEST_MS = 4_000;

/**
 * How many callbacks wait for an API that does not answer. n8n 2 holds about 10 MB for each, and
 * whoever knows the URL can send any number of forged ones. While it answers, none waits for long.
 */
const MOST_HELD = 100;

/** The namespace of what was brought in without a Unique ID. */
const DEFAULT_NAMESPACE = undefined;

/** A request took too long; it may still be answered. */
class TimedOut extends Error {}

/** One request, and those that it is for. */
interface Turn {
	readonly group: readonly Lookup[];
	ask(): Promise<void>;
}

/**
 * Asks for all callbacks of an account, one request at a time, so that none goes unverified because
 * the API was asked too fast. What the oldest needs next is asked for all that wait, so that a
 * hundred of them cost one request for each namespace, as one does.
 */
export class LookupQueue {
	/** In the order of their arrival. */
	readonly #waiting = new Set<Lookup>();

	readonly #uniqueIds = new KnownUniqueIds();

	#isServing = false;

	/** Why the last request was in vain, if it was. */
	#trouble?: Error;

	get isIdle(): boolean {
		return !this.#isServing;
	}

	add(lookup: Lookup): void {
		this.#waiting.add(lookup);
		this.#releaseBeyondLimit();
		void this.#serve();
	}

	/** Asks no more for a callback whose sender waits no longer. */
	remove(lookup: Lookup): void {
		this.#waiting.delete(lookup);
	}

	async #serve(): Promise<void> {
		if (this.#isServing) return;
		this.#isServing = true;
		while (this.#waiting.size > 0) {
			// In turns, so that neither kind has to wait for many of the other.
			await this.#serveOldest(({ listable }) => listable !== undefined);
			await this.#serveOldest(({ listable }) => listable === undefined);
		}
		this.#isServing = false;
	}

	async #serveOldest(isOfKind: (lookup: Lookup) => boolean): Promise<void> {
		for (const lookup of this.#waiting) if (this.#isComplete(lookup)) this.#settle(lookup);
		const lookups = [...this.#waiting].filter(isOfKind);
		const [oldest] = lookups;
		if (!oldest) return;
		const asker = lookups.find(({ isStuck }) => !isStuck) ?? oldest;
		const { group, ask } = this.#turnOf(oldest, lookups, asker.client);
		const trouble = await Promise.race([troubleOf(ask), timedOut()]);
		this.#trouble = trouble;
		if (!trouble) return await sleep(SPACING_MS);

		if (isNeverAnswered(trouble)) {
			for (const lookup of group) this.#fail(lookup, trouble);
			return await sleep(SPACING_MS);
		}
		// Its own limit may have it wait for minutes; when it is answered after all, that counts.
		if (trouble instanceof TimedOut) asker.isStuck = true;
		for (const lookup of group) lookup.trouble = trouble;
		this.#releaseBeyondLimit();
		await sleep(SPACING_AFTER_TROUBLE_MS);
	}

	#turnOf(oldest: Lookup, lookups: Lookup[], client: WebhookClient): Turn {
		const unanswered = this.#unanswered(oldest);
		if (unanswered.length === 0) {
			const group = lookups.filter((lookup) => this.#unanswered(lookup).length === 0);
			return { group, ask: async () => await this.#uniqueIds.refresh(client) };
		}
		const [namespace] = unanswered;
		if (oldest.listable === undefined) {
			return { group: [oldest], ask: async () => await this.#askAlone(oldest, client, namespace) };
		}
		const group = lookups
			.filter((lookup) => this.#unanswered(lookup).includes(namespace))
			.slice(0, oldest.mostTogether);
		return { group, ask: async () => await this.#askTogether(group, client, namespace) };
	}

	async #askTogether(group: Lookup[], client: WebhookClient, namespace?: string): Promise<void> {
		const videoNos = new Set(group.flatMap(({ listable }) => listable ?? []));
		const list = findVideos(client.strict, videoNos, namespace);
		const found = await list.catch((error: unknown) => {
			if (!isNotFound(error)) throw error;
			return undefined;
		});
		// A list that is refused because of one of its numbers shows none of the others.
		if (!found && group.length > 1) {
			for (const lookup of group) lookup.mostTogether = Math.ceil(group.length / 2);
			return;
		}
		for (const lookup of group) {
			lookup.answered.add(namespace);
			lookup.known = found?.get(lookup.listable ?? '');
			// No two namespaces have the same video.
			if (lookup.known) this.#settle(lookup);
		}
	}

	async #askAlone(lookup: Lookup, client: WebhookClient, namespace?: string): Promise<void> {
		const found = await lookAlone(
			client,
			lookup.callback,
			namespace,
			async () => await sleep(SPACING_MS),
		);
		lookup.answered.add(namespace);
		lookup.known = found ?? lookup.known;
		if (found && agrees(lookup.callback, found)) this.#settle(lookup);
	}

	#unanswered({ uniqueIds, answered }: Lookup): Array<string | undefined> {
		const others = uniqueIds.length > 0 ? uniqueIds : this.#uniqueIds.remembered;
		return [DEFAULT_NAMESPACE, ...others].filter((namespace) => !answered.has(namespace));
	}

	/** What came into a namespace that is not remembered yet must not be taken for forged. */
	#isComplete(lookup: Lookup): boolean {
		if (this.#unanswered(lookup).length > 0) return false;
		return lookup.uniqueIds.length > 0 || this.#uniqueIds.isNewerThan(lookup.since);
	}

	#releaseBeyondLimit(): void {
		if (!this.#trouble) return;
		for (const lookup of [...this.#waiting].slice(MOST_HELD)) this.#fail(lookup, this.#trouble);
	}

	#settle(lookup: Lookup): void {
		this.#waiting.delete(lookup);
		lookup.settle(lookup.known);
	}

	#fail(lookup: Lookup, error: Error): void {
		this.#waiting.delete(lookup);
		lookup.fail(error);
	}
}

async function timedOut(): Promise<Error> {
	await sleep(LONGEST_REQUEST_MS);
	return new TimedOut('Memories.ai did not answer in time');
}

async function troubleOf(ask: () => Promise<void>): Promise<Error | undefined> {
	try {
		await ask();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
