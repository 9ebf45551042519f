import { LoggerProxy, sleep } from 'n8n-workflow';

import type { Json } from '../transport/json';
import { nextBeat } from './beatSchedule';
import { callOwnAddress } from './callOwnAddress';

/** What a heartbeat has to know of a sleep: little, because it is kept for as long as that takes. */
export interface Heartbeats {
	/** The URL that wakes the execution, in one form or more. */
	readonly addresses: readonly string[];
	/** When the sleep began, in milliseconds since epoch. */
	readonly startedAt: number;
	/** From then to its deadline, in milliseconds. */
	readonly timeoutMs: number;
}

/** In milliseconds. A sleep of n8n's cannot be called off, so it is taken in slices. */
const SLICE_MS = 10_000;

/**
 * Calls a sleeping execution now and then. Callbacks get lost, come too early, or never; and whatever
 * answers its call looks after the sleep from then on, be it this process or another one.
 */
export class Heartbeat {
	/** The latest of what this process has begun; all others have ended. */
	#current?: symbol;

	#warned = false;

	/**
	 * @param bodyOf what goes along with a call
	 * @param onEnd called when this process no longer looks after the sleep
	 */
	constructor(
		private readonly sleeping: Heartbeats,
		private readonly bodyOf: () => Json,
		private readonly onEnd: () => void,
	) {}

	/**
	 * Waits for the time of the next call; what it waited for before is forgotten. Not to be awaited by
	 * the node: n8n puts an execution to sleep only after the node has ended.
	 *
	 * @param asleep whether the execution is known to sleep by now
	 * @param soonest an earlier call than that of the schedule, in milliseconds from now
	 */
	async carryOn(asleep: boolean, soonest = Infinity): Promise<void> {
		const beat = Symbol('beat');
		this.#current = beat;
		let earliest = soonest;
		for (;;) {
			const { startedAt, timeoutMs } = this.sleeping;
			const next = nextBeat(Date.now() - startedAt, timeoutMs);
			if (next === undefined) break;
			if (!(await this.#wait(Math.min(next, earliest), beat))) return;
			earliest = Infinity;
			const { answer, reason } = await callOwnAddress(this.sleeping.addresses, this.bodyOf());
			// Where this process has taken the call, it has begun another one.
			if (this.#current !== beat) return;
			if (answer === 'unreached') this.#warn(reason);
			else if (answer !== 'running' || asleep) break;
		}
		this.stop();
	}

	/** No call comes any more. */
	stop(): void {
		this.#current = undefined;
		this.onEnd();
	}

	/** @returns false when this is not what is waited for any more */
	async #wait(ms: number, beat: symbol): Promise<boolean> {
		const until = Date.now() + ms;
		for (let left = ms; left > 0 && this.#current === beat; left = until - Date.now()) {
			await sleep(Math.min(left, SLICE_MS));
		}
		return this.#current === beat;
	}

	#warn(reason: string): void {
		if (this.#warned) return;
		this.#warned = true;
		LoggerProxy.warn(
			`This n8n does not reach its own address, so a workflow that sleeps until Memories.ai calls back depends on callbacks alone: ${reason}`,
		);
	}
}
