import type { Settings } from './settings.cjs';

/** Counts what was let through within the last second, over all endpoints of the account. */
export class RateLimit {
	private admitted: number[] = [];

	constructor(private readonly settings: Settings) {}

	/** Counts the request, unless the second is full: then it is false. */
	admit(): boolean {
		const limit = this.settings.requestsPerSecond;
		if (limit === 0) return true;
		const now = performance.now();
		this.admitted = this.admitted.filter((at) => now - at < 1000);
		if (this.admitted.length >= limit) return false;
		this.admitted.push(now);
		return true;
	}

	reset(): void {
		this.admitted = [];
	}
}
