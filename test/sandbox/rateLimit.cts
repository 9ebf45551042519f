import { Refusal, overLimit } from './replies.cjs';
import type { Settings } from './settings.cjs';

/** Counts what was let through within the last second, over all endpoints of the account. */
export class RateLimit {
	private admitted: number[] = [];

	constructor(private readonly settings: Settings) {}

	/** @throws {Refusal} with code 0429 when the second is full. */
	admit(): void {
		const limit = this.settings.requestsPerSecond;
		if (limit === 0) return;
		const now = performance.now();
		this.admitted = this.admitted.filter((at) => now - at < 1000);
		if (this.admitted.length >= limit) throw new Refusal(overLimit());
		this.admitted.push(now);
	}

	reset(): void {
		this.admitted = [];
	}
}
