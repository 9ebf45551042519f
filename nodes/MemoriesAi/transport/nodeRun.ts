import type { IAllExecuteFunctions } from 'n8n-workflow';

import { sleepUntil } from './abortableSleep';
import { MARGIN } from './adaptiveInterval';
import type { Turn } from './rateLimiter';

/** One execution of a node: what ends its waiting, and how fast the user wants it to be. */
export class NodeRun {
	readonly #halt = new AbortController();

	/** Whether one of the run is about to start, and those who wait for that. */
	#isTaken = false;

	readonly #again: Array<() => void> = [];

	readonly #first: Array<() => void> = [];

	#startedAt = -Infinity;

	/** @param cancelSignal of the execution */
	constructor(readonly cancelSignal?: AbortSignal) {
		cancelSignal?.addEventListener('abort', () => {
			this.halt();
		});
		if (cancelSignal?.aborted) this.halt();
	}

	/** Aborted when nothing more may be sent. */
	get signal(): AbortSignal {
		return this.#halt.signal;
	}

	/** Ends all waiting of this run at once; what is under way goes on. */
	halt(): void {
		this.#halt.abort();
	}

	/**
	 * Lets the requests of this run take their turns one by one.
	 *
	 * @param perSecond how many of them may start in a second
	 * @param isRetry whether it was sent before; then it goes before those that were not
	 * @param signal ends the wait
	 * @param takeTurn waits for the account's turn
	 */
	async pace(
		perSecond: number,
		isRetry: boolean,
		signal: AbortSignal,
		takeTurn: () => Promise<Turn | undefined>,
	): Promise<Turn | undefined> {
		await this.#enter(isRetry);
		// The clock may have been set back meanwhile.
		const startedAt = Math.min(this.#startedAt, Date.now());
		await sleepUntil(startedAt + (1000 / perSecond) * MARGIN, signal);
		const turn = await takeTurn();
		if (turn) this.#startedAt = turn.startedAt;
		this.#leave();
		return turn;
	}

	async #enter(isRetry: boolean): Promise<void> {
		if (this.#isTaken) {
			await new Promise<void>((enter) => {
				(isRetry ? this.#again : this.#first).push(enter);
			});
		}
		this.#isTaken = true;
	}

	#leave(): void {
		const next = this.#again.shift() ?? this.#first.shift();
		if (next) next();
		else this.#isTaken = false;
	}
}

/** The context is the run's own. */
const runs = new WeakMap<IAllExecuteFunctions, NodeRun>();

export function nodeRunOf(context: IAllExecuteFunctions): NodeRun {
	const run = runs.get(context) ?? new NodeRun(cancelSignalOf(context));
	runs.set(context, run);
	return run;
}

function cancelSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
