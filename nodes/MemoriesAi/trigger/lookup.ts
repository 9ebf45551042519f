import type { Callback } from '../api/callback';
import type { WebhookClient } from '../api/webhookClient';
import { isPublic } from '../api/videos';
import type { JsonObject } from '../transport/json';

/** The most videos that any endpoint documents for one request. */
const MOST_TOGETHER = 100;

/** What Memories.ai is asked for one callback, once, and what it has answered so far. */
export class Lookup {
	/** In milliseconds since epoch. */
	readonly since = Date.now();

	/** The namespaces that have answered; `undefined` is the default one. */
	readonly answered = new Set<string | undefined>();

	/** What is known of it, although it does not say the same as the callback. */
	known?: JsonObject;

	/** Why the last request for it was in vain. */
	trouble?: Error;

	/** Whether a request of its client has taken too long; others ask in its place then. */
	isStuck = false;

	/** With how many others it may share a request; fewer after one of them had it refused. */
	mostTogether = MOST_TOGETHER;

	/** @returns what was found; `undefined` when every namespace has answered and none knows it */
	readonly result: Promise<JsonObject | undefined>;

	#settle: (found: JsonObject | undefined) => void = () => {};

	#fail: (error: Error) => void = () => {};

	/**
	 * @param client asks for this callback, and for those that share its requests
	 * @param uniqueIds the namespaces to look in besides the default one; where there are none, those
	 *   that the account has
	 */
	constructor(
		readonly client: WebhookClient,
		readonly callback: Callback,
		readonly uniqueIds: readonly string[],
	) {
		this.result = new Promise((resolve, reject) => {
			this.#settle = resolve;
			this.#fail = reject;
		});
	}

	/** The video that a list can be asked for; public ones are in no list, and tasks are no videos. */
	get listable(): string | undefined {
		const { videoNo } = this.callback;
		return videoNo === undefined || isPublic(videoNo) ? undefined : videoNo;
	}

	settle(found: JsonObject | undefined): void {
		this.#settle(found);
	}

	fail(error: Error): void {
		this.#fail(error);
	}
}
