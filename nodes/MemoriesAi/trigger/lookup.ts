import type { Callback } from '../api/callback';
import type { WebhookClient } from '../api/webhookClient';
import { isPublic } from '../api/videos';
import type { JsonObject } from '../transport/json';

/**
 * Forged callbacks come by the thousand, and of a list of numbers only those are answered that exist.
 * No limit is documented; where there is one, fewer are asked for together.
 */
const MOST_TOGETHER = 1_000;

export type LookupWay = 'list' | 'publicVideo' | 'task';

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

	/** How Memories.ai is asked: public videos are in no list, and tasks are no videos. */
	get way(): LookupWay {
		const { videoNo } = this.callback;
		if (videoNo === undefined) return 'task';
		return isPublic(videoNo) ? 'publicVideo' : 'list';
	}

	settle(found: JsonObject | undefined): void {
		this.#settle(found);
	}

	fail(error: Error): void {
		this.#fail(error);
	}
}
