/** @jest-environment ./test/unit/elsewhere.cjs */
import { tryToParseDateTime } from 'n8n-workflow';

import { parseDateTime, parseTimestamp } from '../../../nodes/MemoriesAi/parameters/dateTime';
import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';

it('the server is in another time zone than all workflows here', () => {
	expect(new Date(ELEVEN_UTC).getHours()).toBe(0);
});

const ELEVEN_UTC = Date.UTC(2026, 9, 20, 11);

// Berlin is two hours ahead of UTC on 20 October 2026.
const same: Array<[given: unknown]> = [
	['2026-10-20T11:00:00Z'],
	['2026-10-20T11:00:00.000Z'],
	['2026-10-20T06:00:00-05:00'],
	['2026-10-20T13:00:00'],
	['2026-10-20 13:00:00'],
	['2026-10-20T13'],
	['2026-10-20T13:00'],
	['2026-10-20T130000'],
	['2026-10-20T13:00:00,000'],
	['2026-10-20 13:00'],
	[' 2026-10-20 13:00:00.000 '],
	['2026-10-20T11Z'],
	['2026-10-20T110000Z'],
	['2026-10-20T11:00z'],
	['2026-10-20T11:00:00+0000'],
	['2026-10-20T13:00:00+02'],
	['2026-10-20T13:00+02:00[Europe/Berlin]'],
	['2026-10-20 11:00:00 UTC'],
	['2026-10-20 11:00:00.000Z'],
	['2026-10-20 13:00:00 +02:00'],
	['2026-10-20 20:00:00 Asia/Tokyo'],
	['2026-10-20 1:00 PM +02:00'],
	['Tue, 20 Oct 2026 11:00:00 GMT'],
	['Tue, 20 Oct 2026 11:00 UT'],
	['Tue, 20 Oct 2026 07:00:00 EDT'],
	['Tue, 20 Oct 2026 13:00:00 +0200'],
	['Oct 20, 2026 11:00 GMT'],
	['Oct 20, 2026 1:00 PM +02:00'],
	['Tue Oct 20 2026 13:00:00 GMT+0200 (Central European Summer Time)'],
	['Tue Oct 20 2026 13:00:00 GMT+0200'],
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
	['May 5, 2026'],
	['May 5, 2026 10:00'],
	['May 5, 2026 10:00 PM'],
	['May 5, 2026 10:00-2026'],
	['Oct 20'],
	['5 May 2026 10:00'],
	['Tue, 20 Oct 2026 13:00:00'],
	['Tue Oct 20 2026'],
	['Tue Oct 20 13:00:00 2026'],
	['Tuesday, 20-Oct-26 11:00:00 GMT'],
	['Mon 5/6/2026 10:00'],
	['Sat 05.06.2026 10:00 GMT'],
	['2026-10-20 1:00 PM'],
	['2026-10-20 9:05'],
	['2026-10-20 11:00 AM'],
	['2026-10-20T9:05'],
	['2026-10-20, 11:00'],
	['2026-10-20 11h'],
	['2026-02-30'],
	['2026-02-30 10:00'],
	['2026-02-30T10:00:00Z'],
	['2026-10-20T25:00'],
	['2026-10-20 11:00:00 Nowhere/Land'],
	['2026-10'],
	['2026-W43-2'],
	['2026-293'],
	['20261020'],
	['now'],
	[NaN],
	[true],
	[{}],
	[[]],
	[['May 5, 2026 10:00']],
])('%p is refused by name', (given) => {
	expect(() => parseTimestamp(given, 'Date', 'UTC')).toThrow(InvalidParameter);
	expect(() => parseTimestamp(given, 'Date', 'UTC')).toThrow(/^Date /);
	expect(() => parseDateTime(given, 'Date', 'UTC')).toThrow(/^Date /);
});
