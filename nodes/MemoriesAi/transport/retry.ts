import type { Effect } from './endpoint';
import type { Outcome } from './outcome';
import { apiCodeOf, RATE_LIMITED } from './outcome';

/** Of each request: one source speaks of one upload per minute, and 1+2+4+8+16+32*3 s is two. */
export const DEFAULT_MAX_RETRIES = 8;

/** Documented: "1 s doubling to 32 s". */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 32_000;

/** `Retry-After` may ask for more than that, but an execution must not hang for hours. */
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * The calls of the system that come before anything is sent. A code alone does not say so: a host
 * can become unreachable in the middle of an upload.
 */
const BEFORE_SENDING = new Set(['getaddrinfo', 'connect']);

/** Node's codes for a certificate that it does not accept, on which it sends nothing. */
const CERTIFICATE_REFUSED =
	/^(CERT_|CRL_|ERROR_IN_(CERT|CRL)_|UNABLE_TO_|(DEPTH_ZERO_)?SELF_SIGNED_CERT|ERR_TLS_CERT_|HOSTNAME_MISMATCH$|INVALID_(CA|PURPOSE)$|PATH_LENGTH_EXCEEDED$)/;

/** Seen on reads that succeed a moment later: code 0001 with such a text. */
const PASSING = /network|abnormal|time\s?-?out/i;

export function isRateLimited(outcome: Outcome<unknown>): boolean {
	return apiCodeOf(outcome) === RATE_LIMITED;
}

export function neverConnected(outcome: Outcome<unknown>): boolean {
	return outcome.kind === 'networkError' && BEFORE_SENDING.has(outcome.syscall ?? '');
}

/**
 * Whether the request may have been taken, and done, although no result came of it.
 */
export function mayHaveArrived(outcome: Outcome<unknown>): boolean {
	if (outcome.kind === 'networkError') {
		return !neverConnected(outcome) && !isCertificateRefused(outcome.networkCode);
	}
	if (outcome.kind === 'timedOut' || outcome.kind === 'notStored') return true;
	// It was at work when it gave up.
	if (outcome.kind === 'apiError') return outcome.midway === true;
	if (outcome.kind !== 'invalidResponse') return false;
	const { status } = outcome;
	return status < 300 || status === 408 || status >= 500;
}

export function isCertificateRefused(networkCode: string): boolean {
	return CERTIFICATE_REFUSED.test(networkCode);
}

/**
 * Whether the same request is sent again: what was surely not taken, and what is only read.
 *
 * @param effect the endpoint's
 */
export function shouldRetry(outcome: Outcome<unknown>, effect: Effect): boolean {
	// What was handed on cannot be taken back, and was not refused.
	if (outcome.kind === 'apiError' && outcome.midway) return false;
	if (isRateLimited(outcome) || neverConnected(outcome)) return true;
	if (effect !== 'read') return false;
	if (outcome.kind === 'notStored') return false;
	if (outcome.kind === 'apiError') return outcome.code === '0001' && PASSING.test(outcome.message);
	return mayHaveArrived(outcome) && !(outcome.kind === 'invalidResponse' && outcome.status < 300);
}

/**
 * @param attempt how many repeats there were before: 0 for the first
 * @returns how long to wait before the repeat, in milliseconds
 */
export function retryDelay(outcome: Outcome<unknown>, attempt: number): number {
	const backOff = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
	// Up to a quarter more, so that executions which were refused together do not return together.
	const withJitter = backOff * (1 + Math.random() / 4);
	const asked = outcome.kind === 'invalidResponse' ? (outcome.retryAfterMs ?? 0) : 0;
	return Math.max(withJitter, Math.min(asked, LONGEST_RETRY_AFTER_MS));
}
