import { sleepUnlessAborted } from './abortableSleep';
import type { Endpoint, TimeoutKind } from './endpoint';

/** What n8n's own HTTP requests have, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/** How long a request may take. */
export interface TimeoutSettings {
	/** In milliseconds; 0 is no limit. */
	readonly ms: number;
	readonly of: TimeoutKind;
}

/**
 * @param ms what the user chose, in milliseconds: then for the whole request
 * @returns the limit for a request to the endpoint
 */
export function timeoutOf(endpoint: Endpoint, ms?: number): TimeoutSettings {
	return ms === undefined ? { ms: DEFAULT_TIMEOUT_MS, of: endpoint.timeout } : { ms, of: 'total' };
}

/** How long after its end it may go on counting, in milliseconds. */
const TICK_MS = 1_000;

/** Ends one request when its time is up, or when the execution is cancelled. */
export class Timeout {
	readonly #stop = new AbortController();

	readonly #startedAt = Date.now();

	readonly #cancel = () => {
		this.abort();
	};

	#timedOut = false;

	#ended = false;

	/**
	 * @param movedAt when something of a file or stream moved last, in milliseconds since epoch. Of an
	 *   answer in the envelope nothing counts: a reply in drops must not last for ever.
	 * @param cancelSignal of the execution
	 */
	constructor(
		private readonly limit: TimeoutSettings,
		private readonly movedAt: () => number,
		private readonly cancelSignal?: AbortSignal,
	) {
		cancelSignal?.addEventListener('abort', this.#cancel);
		if (cancelSignal?.aborted) this.#cancel();
		if (limit.ms > 0) void this.#run();
	}

	/** Aborts the request. */
	get signal(): AbortSignal {
		return this.#stop.signal;
	}

	get timedOut(): boolean {
		return this.#timedOut;
	}

	/**
	 * Whether nothing has moved for as long as allowed, give or take a tick: what reads a file for n8n
	 * gives up after the same time, and may be the first to notice.
	 */
	get stoodStill(): boolean {
		return this.limit.of === 'idle' && this.limit.ms > 0 && this.#left() < TICK_MS;
	}

	/** Ends the request, for another reason than time. */
	abort(): void {
		this.#stop.abort();
	}

	/** To be called when the request is over. */
	end(): void {
		this.#ended = true;
		this.cancelSignal?.removeEventListener('abort', this.#cancel);
	}

	async #run(): Promise<void> {
		while (!this.#ended && !this.signal.aborted) {
			const left = this.#left();
			if (left <= 0) {
				this.#timedOut = true;
				this.#stop.abort();
				return;
			}
			await sleepUnlessAborted(Math.min(left, TICK_MS), this.signal);
		}
	}

	/** In milliseconds. */
	#left(): number {
		const { ms, of } = this.limit;
		const since = of === 'total' ? this.#startedAt : Math.max(this.#startedAt, this.movedAt());
		return since + ms - Date.now();
	}
}
