import { sleepUnlessAborted } from './abortableSleep';

/**
 * How much further apart than asked for requests start: on their way they come closer together, and
 * a server that counts strictly would refuse every second one.
 */
const MARGIN = 1.03;

/** How soon a change is noticed by those who wait, in milliseconds. */
const TICK_MS = 100;

/** Someone who waits for a turn. */
interface Waiting {
	/** How far after the last request it may start, in milliseconds. */
	readonly distance: number;
	/** @param at now, in milliseconds since epoch */
	start(at: number): void;
}

/**
 * When the requests of one node run may start: in the order in which they ask, no faster than
 * allowed, and all of them later once Memories.ai asks to slow down.
 */
export class RateLimiter {
	readonly #halt = new AbortController();

	readonly #first: Waiting[] = [];

	/** Before the first-comers: whoever was refused once would else be so again and again. */
	readonly #again: Waiting[] = [];

	#isServing = false;

	/** When the last request started, in milliseconds since epoch. */
	#startedAt = 0;

	/** No request starts before, in milliseconds since epoch. */
	#pausedUntil = 0;

	/** How many times in a row Memories.ai has asked to slow down, and when it did so last. */
	#slowDowns = 0;

	#slowedDownAt = 0;

	/** How far apart requests start since then, in milliseconds. */
	#distance = 0;

	/** @param cancelSignal of the execution */
	constructor(cancelSignal?: AbortSignal) {
		cancelSignal?.addEventListener('abort', () => {
			this.halt();
		});
		if (cancelSignal?.aborted) this.halt();
	}

	/** Whether nothing more may be sent. */
	get halted(): boolean {
		return this.#halt.signal.aborted;
	}

	/** Ends all waiting at once; what is under way goes on. */
	halt(): void {
		this.#halt.abort();
	}

	/**
	 * Waits for the turn of one request, or until the run is halted.
	 *
	 * @param isRetry whether it was sent before
	 * @returns when it starts, in milliseconds since epoch
	 */
	async acquire(perSecond: number, isRetry: boolean): Promise<number> {
		return await new Promise((start) => {
			const line = isRetry ? this.#again : this.#first;
			line.push({ distance: (1000 / perSecond) * MARGIN, start });
			void this.#serve();
		});
	}

	/**
	 * Lets all requests wait, because one was refused for coming too fast. Several that were under
	 * way together and are refused together count once.
	 *
	 * @param startedAt what `acquire` returned for the refused request
	 * @param waitAfter how long to wait, in milliseconds, after so many refusals in a row before
	 */
	slowDown(startedAt: number, waitAfter: (slowDowns: number) => number): void {
		const now = Date.now();
		if (startedAt > this.#slowedDownAt) {
			this.#slowDowns += 1;
			this.#slowedDownAt = now;
		}
		const wait = waitAfter(Math.max(0, this.#slowDowns - 1));
		this.#pausedUntil = Math.max(this.#pausedUntil, now + wait);
		this.#distance = wait;
	}

	/** Takes a slow-down back by one step, because a request went through. */
	speedUp(startedAt: number): void {
		if (startedAt <= this.#slowedDownAt) return;
		this.#slowDowns = Math.max(0, this.#slowDowns - 1);
		this.#distance /= 2;
	}

	/** @param ms how long to sleep, unless the run is halted */
	async sleep(ms: number): Promise<void> {
		await sleepUnlessAborted(ms, this.#halt.signal);
	}

	async #serve(): Promise<void> {
		if (this.#isServing) return;
		this.#isServing = true;
		for (let next = this.#next(); next; next = this.#next()) {
			const wait = this.halted ? 0 : this.#waitBefore(next);
			// A timer cannot be set finer than a millisecond.
			if (wait >= 1) {
				await this.sleep(Math.min(wait, TICK_MS));
			} else {
				(this.#again.length > 0 ? this.#again : this.#first).shift();
				this.#startedAt = Date.now();
				next.start(this.#startedAt);
			}
		}
		this.#isServing = false;
	}

	#next(): Waiting | undefined {
		return this.#again[0] ?? this.#first[0];
	}

	#waitBefore({ distance }: Waiting): number {
		const next = this.#startedAt + Math.max(distance, this.#distance);
		return Math.max(next, this.#pausedUntil) - Date.now();
	}
}
