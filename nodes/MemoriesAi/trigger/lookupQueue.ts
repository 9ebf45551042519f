import { sleep } from 'n8n-workflow';

import { isNotFound } from '../api/notFound';
import { findVideos } from '../api/videos';
import type { WebhookClient } from '../api/webhookClient';
import { KnownUniqueIds } from './knownUniqueIds';
import { lookAlone } from './lookAlone';
import type { Lookup, LookupWay } from './lookup';
import { isNeverAnswered, isTooFast } from './refusals';
import { agrees } from './verdict';

/** In milliseconds, after a request that was in vain. */
const PAUSE_AFTER_TROUBLE_MS = 1_000;

/**
 * How long ago the last answer came, at the most, where the API is said to answer, in milliseconds:
 * after refusals for coming too fast, the next request waits for seconds.
 */
const ANSWERING_MS = 15_000;

/**
 * How many callbacks wait for an API that does not answer. n8n 2 holds about 10 MB for each, and
 * whoever knows the URL can send any number of forged ones. While it answers, none waits for long.
 */
const MOST_HELD = 100;

/** The namespace of what was brought in without a Unique ID. */
const DEFAULT_NAMESPACE = undefined;

/** One request, and those that it is for. */
interface Turn {
	readonly group: readonly Lookup[];
	ask(): Promise<void>;
}

/**
 * Asks for all callbacks of an account, one request at a time, so that none goes unverified because
 * the account's limit is used up. What the oldest needs next is asked for all that wait, so that a
 * hundred of them cost one request for each namespace, as one does.
 */
export class LookupQueue {
	/** In the order of their arrival. */
	readonly #waiting = new Set<Lookup>();

	readonly #uniqueIds = new KnownUniqueIds();

	readonly #serving = new Set<LookupWay>();

	/** Why the last request was in vain, if it was. */
	#trouble?: Error;

	/** In milliseconds since epoch. */
	#answeredAt = -Infinity;

	get isIdle(): boolean {
		return this.#serving.size === 0;
	}

	/**
	 * Whether those that wait have something to wait for: an answer came lately, or the first is due. An
	 * n8n that is busy itself reads it late.
	 */
	get isAnswering(): boolean {
		if (Date.now() - this.#answeredAt < ANSWERING_MS) return true;
		return this.#trouble === undefined && this.#serving.size > 0;
	}

	add(lookup: Lookup): void {
		this.#waiting.add(lookup);
		this.#releaseBeyondLimit();
		void this.#serve(lookup.way);
	}

	/** Asks no more for a callback whose sender waits no longer. */
	remove(lookup: Lookup): void {
		this.#waiting.delete(lookup);
	}

	/** Each way has a limit of its own, so none waits for another. */
	async #serve(way: LookupWay): Promise<void> {
		if (this.#serving.has(way)) return;
		this.#serving.add(way);
		for (let waiting = this.#next(way); waiting.length > 0; waiting = this.#next(way)) {
			await this.#serveOldest(waiting);
		}
		this.#serving.delete(way);
	}

	/** @returns those that have not been answered everywhere */
	#next(way: LookupWay): Lookup[] {
		for (const lookup of this.#waiting) if (this.#isComplete(lookup)) this.#settle(lookup);
		return [...this.#waiting].filter((lookup) => lookup.way === way);
	}

	async #serveOldest(lookups: Lookup[]): Promise<void> {
		const [oldest] = lookups;
		if (!oldest) return;
		// Of all clients, the latest has the most time left.
		const { client } = lookups.at(-1) ?? oldest;
		const { group, ask } = this.#turnOf(oldest, lookups, client);
		const trouble = await troubleOf(ask);
		this.#trouble = trouble;
		if (!trouble) {
			this.#answeredAt = Date.now();
			return;
		}
		if (isNeverAnswered(trouble)) {
			for (const lookup of group) this.#fail(lookup, trouble);
			return;
		}
		if (!isTooFast(trouble)) this.#answeredAt = -Infinity;
		for (const lookup of group) lookup.trouble = trouble;
		this.#releaseBeyondLimit();
		await sleep(PAUSE_AFTER_TROUBLE_MS);
	}

	#turnOf(oldest: Lookup, lookups: Lookup[], client: WebhookClient): Turn {
		const unanswered = this.#unanswered(oldest);
		if (unanswered.length === 0) {
			const group = lookups.filter((lookup) => this.#unanswered(lookup).length === 0);
			return { group, ask: async () => await this.#uniqueIds.refresh(client) };
		}
		const [namespace] = unanswered;
		if (oldest.way !== 'list') {
			return { group: [oldest], ask: async () => await this.#askAlone(oldest, client, namespace) };
		}
		const group = lookups
			.filter((lookup) => this.#unanswered(lookup).includes(namespace))
			.slice(0, oldest.mostTogether);
		return { group, ask: async () => await this.#askTogether(group, client, namespace) };
	}

	async #askTogether(group: Lookup[], client: WebhookClient, namespace?: string): Promise<void> {
		const videoNos = new Set(group.flatMap(({ callback }) => callback.videoNo ?? []));
		const list = findVideos(client.strict, videoNos, namespace, videoNos.size);
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
			lookup.known = found?.get(lookup.callback.videoNo ?? '');
			// No two namespaces have the same video.
			if (lookup.known) this.#settle(lookup);
		}
	}

	async #askAlone(lookup: Lookup, client: WebhookClient, namespace?: string): Promise<void> {
		const found = await lookAlone(client, lookup.callback, namespace);
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
		if (!this.#trouble || this.isAnswering) return;
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

async function troubleOf(ask: () => Promise<void>): Promise<Error | undefined> {
	try {
		await ask();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
