import type { Account } from './account';
import { RateLimiter } from './rateLimiter';

/** Of each account that this process talks to. */
const rateLimiters = new Map<string, RateLimiter>();

/**
 * The limits are the account's, so whatever talks to it shares one rate limiter. Those of accounts
 * that were not used for long are forgotten on the way, so what it gives is to be used at once.
 */
export function rateLimiterOf({ id }: Pick<Account, 'id'>): RateLimiter {
	const known = rateLimiters.get(id);
	if (known) return known;
	const now = Date.now();
	for (const [other, rateLimiter] of rateLimiters) {
		if (rateLimiter.forget(now)) rateLimiters.delete(other);
	}
	const rateLimiter = new RateLimiter(phaseOf(id));
	rateLimiters.set(id, rateLimiter);
	return rateLimiter;
}

/** @returns a part of 1, the same in each process; the id is a hash already */
function phaseOf(id: string): number {
	return ([...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 100) / 100;
}
