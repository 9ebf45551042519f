import { randomBytes, randomUUID } from 'node:crypto';

// Eighteen digits from the clock, so that ids are not repeated by a second run against clients that
// remember the first; counted up by one, so that neighbours collide when read as doubles.
let last = BigInt(Date.now()) << 18n;

/** @returns 18 digits, above 2^53, never twice. */
export function nextDigits(): string {
	last += 1n;
	return last.toString();
}

/** @returns 32 hex digits, as the vendor names stored files. */
export function hexName(): string {
	return randomBytes(16).toString('hex');
}

/** @returns `UUID_32hex`, as in every task id observed. */
export function taskId(): string {
	return `${randomUUID()}_${hexName()}`;
}
