import { RateLimiter, type TurnRequest } from '../../../nodes/MemoriesAi/transport/rateLimiter';

/** What one asks for who is never cancelled; uploads unless given. */
export function request(given: Partial<TurnRequest> = {}): TurnRequest {
	const { signal } = new AbortController();
	return { kind: 'upload', perSecond: 1, priority: 'first', signal, ...given };
}

export const backOff = (refusals: number) =>
	Math.min(1_000 * 2 ** refusals, 32_000) * (1 + Math.random() / 4);

interface Limit {
	readonly requests: number;
	/** In milliseconds. */
	readonly within: number;
	/** How long a request may be on its way, each time another time, in milliseconds. */
	readonly latency?: readonly [from: number, to: number];
}

/**
 * A server that lets so many requests through within any such time, and none more. What it refuses
 * does not count. It tells nobody how much is left.
 */
export class LimitedServer {
	/** When requests were taken, in milliseconds since epoch. */
	readonly taken: number[] = [];

	refused = 0;

	constructor(private readonly limit: Limit) {}

	/** Uploads until it is taken: how often it was refused. */
	async upload(rateLimiter: RateLimiter, given: Partial<TurnRequest> = {}): Promise<number> {
		for (let refusals = 0; ; refusals++) {
			const priority = refusals > 0 ? 'retry' : 'first';
			const turn = await rateLimiter.acquire(request({ priority, ...given }));
			if (!turn) throw new Error('Nobody was cancelled');
			await this.#travel();
			const isTaken = this.#admit();
			await this.#travel();
			if (isTaken) {
				turn.succeeded();
				return refusals;
			}
			turn.refused(backOff);
		}
	}

	/** The same for many that come at once: how often each was refused. */
	async uploadAll(rateLimiter: RateLimiter, count: number, given?: Partial<TurnRequest>) {
		return await Promise.all(
			Array.from({ length: count }, async () => await this.upload(rateLimiter, given)),
		);
	}

	#admit(): boolean {
		const now = Date.now();
		const { requests, within } = this.limit;
		const before = this.taken.at(-requests);
		if (before !== undefined && now - before < within) {
			this.refused += 1;
			return false;
		}
		this.taken.push(now);
		return true;
	}

	async #travel(): Promise<void> {
		const [from, to] = this.limit.latency ?? [0, 0];
		if (to === 0) return;
		await new Promise((resolve) => {
			setTimeout(resolve, from + Math.random() * (to - from));
		});
	}
}
