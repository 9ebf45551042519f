import { tryToParseDateTime } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven } from './parse';

/** Year first, or an RFC 2822 / HTTP date: nothing where day and month could be confused. */
const UNAMBIGUOUS = /^\d{4}-\d{2}-\d{2}|^[A-Z][a-z]{2},? /;

/** From this number on a timestamp is in milliseconds; as seconds it would be the year 5138. */
const SMALLEST_MS = 100_000_000_000;

/**
 * Reads a date in any shape that n8n hands over: the date picker's text, ISO 8601, a Luxon or
 * JavaScript date from an expression, or a Unix timestamp in seconds or milliseconds.
 *
 * @param timezone of the workflow; a text without an offset is taken to be in it
 * @returns `yyyy-MM-dd HH:mm:ss` in that time zone, or `undefined` when there is nothing to send
 * @throws InvalidParameter when it is not understood
 */
export function parseDateTime(value: unknown, label: string, timezone: string): string | undefined {
	return parseDate(value, label, timezone)?.toFormat('yyyy-MM-dd HH:mm:ss');
}

/**
 * The same as a timestamp.
 *
 * @returns milliseconds since 1970, or `undefined` when there is nothing to send
 */
export function parseTimestamp(
	value: unknown,
	label: string,
	timezone: string,
): number | undefined {
	return parseDate(value, label, timezone)?.toMillis();
}

function parseDate(value: unknown, label: string, timezone: string) {
	if (value === undefined || value === null || value === '') return undefined;
	const date = parse(value, timezone)?.setZone(timezone);
	if (!date?.isValid) {
		throw new InvalidParameter(
			`${label} is not a date that can be understood`,
			`Pick one, or use a form such as 2026-10-20 11:00:00. ${describeGiven(value)}`,
		);
	}
	return date;
}

function parse(value: unknown, timezone: string) {
	if (typeof value === 'number' || /^\s*\d{9,}\s*$/.test(String(value))) {
		const timestamp = Number(value);
		return parseAny(new Date(timestamp < SMALLEST_MS ? timestamp * 1000 : timestamp), timezone);
	}
	if (typeof value === 'string' && !UNAMBIGUOUS.test(value.trim())) return undefined;
	return parseAny(value, timezone);
}

function parseAny(value: unknown, timezone: string) {
	try {
		return tryToParseDateTime(value, timezone);
	} catch {
		// The caller names the field; n8n's text would not.
		return undefined;
	}
}
