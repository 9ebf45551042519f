import { tryToParseDateTime } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven } from './parse';

/** Year first, or the month by its name: nothing where day and month could be confused. */
const YEAR_FIRST = /^\d{4}-\d{2}-\d{2}/;
const MONTH_NAMED = /^(?:[a-z]{3},? )?(?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2}),? \d{4} /i;

/** A time of day, and behind it how far from UTC that is, or where. */
const HAS_OFFSET =
	/(?:T\d{2,6}|:\d{2})(?:[.,]\d+)?(?: ?[AP]M)? ?(?:Z|UTC?|GMT|[ECMP][SD]T|[a-z]+\/[a-z_/]+|(?:UTC|GMT)?[+-](?:0\d|1[0-4])(?::?\d{2})?)(?: ?\([^)]*\)|\[[^\]]*\])?$/i;

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
	const text = String(value).trim();
	if (typeof value === 'number' || /^\d{9,}$/.test(text)) {
		const timestamp = Number(value);
		return parseAny(new Date(timestamp < SMALLEST_MS ? timestamp * 1000 : timestamp), timezone);
	}
	if (value instanceof Date) return parseAny(value, timezone);
	return isUnderstood(text) ? parseAny(text, timezone) : undefined;
}

/** What n8n does not know, JavaScript guesses, in the time zone of the server: not here. */
function isUnderstood(text: string): boolean {
	const day = YEAR_FIRST.exec(text)?.[0];
	if (day === undefined ? !MONTH_NAMED.test(text) : !dependsOnZone(day)) return false;
	return HAS_OFFSET.test(text) || dependsOnZone(text);
}

function dependsOnZone(text: string): boolean {
	const [here, there] = ['UTC', 'UTC+1'].map((zone) => parseAny(text, zone)?.toMillis());
	return here !== undefined && here !== there;
}

function parseAny(value: unknown, timezone: string) {
	try {
		return tryToParseDateTime(value, timezone);
	} catch {
		// The caller names the field; n8n's text would not.
		return undefined;
	}
}
