import { tryToParseDateTime } from 'n8n-workflow';

import { parseDateTime, parseTimestamp } from '../../../nodes/MemoriesAi/parameters/dateTime';
import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';

const ELEVEN_UTC = Date.UTC(2026, 9, 20, 11);

// Berlin is two hours ahead of UTC on 20 October 2026.
const same: Array<[given: unknown]> = [
	['2026-10-20T11:00:00Z'],
	['2026-10-20T11:00:00.000Z'],
	['2026-10-20T06:00:00-05:00'],
	['2026-10-20T13:00:00'],
	['2026-10-20 13:00:00'],
	['Tue, 20 Oct 2026 11:00:00 GMT'],
	[tryToParseDateTime('2026-10-20T11:00:00Z', 'America/New_York')],
	[new Date(ELEVEN_UTC)],
	[ELEVEN_UTC],
	[ELEVEN_UTC / 1000],
	[String(ELEVEN_UTC)],
	[` ${ELEVEN_UTC / 1000} `],
];

it.each(same)('%p is one moment, as text and as a number', (given) => {
	expect(parseDateTime(given, 'Date', 'Europe/Berlin')).toBe('2026-10-20 13:00:00');
	expect(parseTimestamp(given, 'Date', 'Europe/Berlin')).toBe(ELEVEN_UTC);
});

it.each([
	['UTC', '2026-10-20', Date.UTC(2026, 9, 20)],
	['Europe/Berlin', '2026-10-20', Date.UTC(2026, 9, 19, 22)],
	['Pacific/Auckland', '2026-10-20', Date.UTC(2026, 9, 19, 11)],
	['UTC', '2026-10-20T11:00:00.987Z', ELEVEN_UTC + 987],
])('%s: %s is a whole number of milliseconds', (timezone, given, ms) => {
	const timestamp = parseTimestamp(given, 'Date', timezone);

	expect(timestamp).toBe(ms);
	expect(Number.isInteger(timestamp)).toBe(true);
});

it.each([[undefined], [null], ['']])('%p is nothing to send', (given) => {
	expect(parseDateTime(given, 'Date', 'UTC')).toBeUndefined();
	expect(parseTimestamp(given, 'Date', 'UTC')).toBeUndefined();
});

it.each([
	['yesterday'],
	['20/10/2026'],
	['10/20/2026'],
	['2026-13-45'],
	['12:00'],
	[NaN],
	[true],
	[{}],
	[[]],
])('%p is refused by name', (given) => {
	expect(() => parseTimestamp(given, 'Date', 'UTC')).toThrow(InvalidParameter);
	expect(() => parseTimestamp(given, 'Date', 'UTC')).toThrow(/^Date /);
	expect(() => parseDateTime(given, 'Date', 'UTC')).toThrow(/^Date /);
});
