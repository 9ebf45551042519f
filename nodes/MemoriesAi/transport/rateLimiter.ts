import { sleep } from 'n8n-workflow';

import { AdaptiveInterval } from './adaptiveInterval';

/** How soon a change is noticed by those who wait, in milliseconds. */
const TICK_MS = 100;

/** A pace that was not used for so long is forgotten, in milliseconds. */
const KEPT_MS = 10 * 60_000;

/** When the clock is set back by more than this, in milliseconds, what was before counts no more. */
const SET_BACK_MS = 1_000;

/**
 * Who goes before whom: what a sender waits for, then what was refused before, which else would be so
 * again and again, then all others as they come.
 */
export type Priority = 'lookup' | 'retry' | 'first';

/** What waits for its turn. */
export interface TurnRequest {
	/** Requests of one kind share a pace, and wait for no other kind. */
	readonly kind: string;
	/** How many of them may start in a second. */
	readonly perSecond: number;
	readonly priority: Priority;
	/** Ends the wait. */
	readonly signal: AbortSignal;
	/** The wait ends then, in milliseconds since epoch. */
	readonly deadline?: number;
}

/** One request may start, now. */
export interface Turn {
	/** In milliseconds since epoch. */
	readonly startedAt: number;
	/** To be called when the request was let in. */
	succeeded(): void;
	/**
	 * To be called when it was refused for coming too fast.
	 *
	 * @param waitAfter how long to wait, in milliseconds, after so many refusals in a row before
	 */
	refused(waitAfter: (refusals: number) => number): void;
}

interface Waiting {
	readonly request: TurnRequest;
	/** It has left the line. */
	isGone: boolean;
	end(startedAt?: number): void;
}

/** Requests of one kind that ask for the same pace. */
class Lane {
	readonly waiting: Readonly<Record<Priority, Waiting[]>> = { lookup: [], retry: [], first: [] };

	isServing = false;

	startedAt = -Infinity;

	pace: AdaptiveInterval;

	constructor(
		readonly kind: string,
		private readonly newPace: () => AdaptiveInterval,
	) {
		this.pace = newPace();
	}

	/** @param now in milliseconds since epoch */
	checkClock(now: number): void {
		if (this.startedAt <= now + SET_BACK_MS) return;
		this.startedAt = -Infinity;
		this.pace = this.newPace();
	}

	/** Those that come later may have to be gone sooner, so it is not only the first in line. */
	endOverdue(now: number): void {
		for (const line of Object.values(this.waiting)) {
			for (const one of line) if (now >= (one.request.deadline ?? Infinity)) one.end();
		}
	}

	/** @returns the first in line; those who have left it are dropped on the way */
	next(): Waiting | undefined {
		for (const line of [this.waiting.lookup, this.waiting.retry, this.waiting.first]) {
			while (line[0]?.isGone) line.shift();
			if (line[0]) return line[0];
		}
		return undefined;
	}
}

/**
 * When the requests of one account may start, of all executions in this process: in the order in
 * which they ask, each kind no faster than allowed, and all of them later once Memories.ai asks to
 * slow down.
 */
export class RateLimiter {
	readonly #lanes = new Map<string, Lane>();

	/** All that one signal ends: Node.js warns of a signal that many listen to. */
	readonly #endedBy = new WeakMap<AbortSignal, Set<Waiting>>();

	/** @param phase from 0 to 1: see `AdaptiveInterval` */
	constructor(private readonly phase = 0) {}

	/** @returns nothing when the wait was ended; then the request must not be sent */
	async acquire(request: TurnRequest): Promise<Turn | undefined> {
		if (request.signal.aborted) return undefined;
		const lane = this.#laneOf(request);
		const startedAt = await this.#waitInLine(lane, request);
		return startedAt === undefined ? undefined : this.#turn(lane, startedAt);
	}

	/**
	 * Forgets the paces that were not used for long.
	 *
	 * @param now in milliseconds since epoch
	 * @returns whether nothing is left to remember
	 */
	forget(now: number): boolean {
		for (const [key, lane] of this.#lanes) {
			if (!lane.isServing && lane.startedAt < now - KEPT_MS) this.#lanes.delete(key);
		}
		return this.#lanes.size === 0;
	}

	#laneOf({ kind, perSecond }: TurnRequest): Lane {
		const key = `${kind} ${perSecond}`;
		const known = this.#lanes.get(key);
		if (known) return known;
		this.forget(Date.now());
		const lane = new Lane(kind, () => new AdaptiveInterval(perSecond, this.phase));
		this.#lanes.set(key, lane);
		return lane;
	}

	async #waitInLine(lane: Lane, request: TurnRequest): Promise<number | undefined> {
		const together = this.#togetherWith(request.signal);
		return await new Promise((resolve) => {
			const waiting: Waiting = {
				request,
				isGone: false,
				end(startedAt) {
					waiting.isGone = true;
					together.delete(waiting);
					resolve(startedAt);
				},
			};
			together.add(waiting);
			lane.waiting[request.priority].push(waiting);
			void this.#serve(lane);
		});
	}

	#togetherWith(signal: AbortSignal): Set<Waiting> {
		const known = this.#endedBy.get(signal);
		if (known) return known;
		const together = new Set<Waiting>();
		this.#endedBy.set(signal, together);
		signal.addEventListener('abort', () => {
			for (const waiting of together) waiting.end();
		});
		return together;
	}

	async #serve(lane: Lane): Promise<void> {
		if (lane.isServing) return;
		lane.isServing = true;
		for (let next = lane.next(); next; next = lane.next()) {
			const now = Date.now();
			lane.endOverdue(now);
			if (next.isGone) continue;
			const { priority, deadline = Infinity } = next.request;
			const wait = this.#nextStart(lane, now, priority === 'retry') - now;
			if (wait >= 1) {
				// A timer cannot be set finer than a millisecond.
				await sleep(Math.min(wait, deadline - now, TICK_MS));
			} else {
				lane.startedAt = now;
				lane.pace.started(now);
				next.end(now);
			}
		}
		lane.isServing = false;
	}

	#nextStart(lane: Lane, now: number, isRetry: boolean): number {
		for (const one of this.#lanes.values()) one.checkClock(now);
		let next = lane.pace.nextStart(now, isRetry);
		for (const other of this.#lanes.values()) {
			if (other === lane || other.kind !== lane.kind) continue;
			// Of two paces of one kind, the faster one says what the account takes.
			const apart = Math.min(lane.pace.interval, other.pace.interval);
			next = Math.max(next, other.startedAt + apart);
			// Whoever goes fast does not go always: a slower one whose time has come is first.
			if (other.startedAt >= lane.startedAt || !other.next()) continue;
			const due = Math.max(other.pace.nextStart(now, false), lane.startedAt + apart);
			if (due <= next) next = Math.max(next, due + apart);
		}
		return next;
	}

	#turn(lane: Lane, startedAt: number): Turn {
		return {
			startedAt,
			succeeded: () => {
				lane.pace.succeeded(startedAt, Date.now());
			},
			refused: (waitAfter) => {
				const now = Date.now();
				lane.pace.refused(startedAt, now, waitAfter);
				for (const other of this.#lanes.values()) {
					if (other !== lane) other.pace.pauseUntil(now + waitAfter(0));
				}
			},
		};
	}
}
