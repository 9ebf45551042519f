import { runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

async function send(datetimeTaken: unknown, timezone: string) {
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: 'https://example.com/a.mp4',
			additionalFields: { datetimeTaken: datetimeTaken as string },
		},
		credentials: account.credentials(),
		timezone,
	});
}

describe('a date goes out in the time zone of the workflow', () => {
	// Berlin is UTC+2 on 20 October 2026 and UTC+1 from 25 October on; Auckland is UTC+13.
	it.each([
		['UTC', '2026-10-20T11:00:00Z', '2026-10-20 11:00:00'],
		['Europe/Berlin', '2026-10-20T11:00:00Z', '2026-10-20 13:00:00'],
		['Europe/Berlin', '2026-10-20T11:00:00.987Z', '2026-10-20 13:00:00'],
		['Europe/Berlin', '2026-11-20T11:00:00Z', '2026-11-20 12:00:00'],
		['Pacific/Auckland', '2026-10-20T11:00:00Z', '2026-10-21 00:00:00'],
		['Europe/Berlin', '2026-10-20T11:00:00-05:00', '2026-10-20 18:00:00'],
		['Europe/Berlin', '2026-10-20T11:00:00', '2026-10-20 11:00:00'],
		['Europe/Berlin', '2026-10-20 11:00:00', '2026-10-20 11:00:00'],
		['Europe/Berlin', '2026-10-20', '2026-10-20 00:00:00'],
		['Europe/Berlin', '={{ DateTime.fromISO("2026-10-20T11:00:00Z") }}', '2026-10-20 13:00:00'],
		[
			'Europe/Berlin',
			'={{ $now.set({ year: 2026, month: 10, day: 20, hour: 11, minute: 5, second: 9 }) }}',
			'2026-10-20 11:05:09',
		],
		['Europe/Berlin', '={{ new Date("2026-10-20T11:00:00Z") }}', '2026-10-20 13:00:00'],
		['Europe/Berlin', '={{ 1792494000000 }}', '2026-10-20 13:00:00'],
		['Europe/Berlin', '={{ $json.nothing }}', undefined],
	])('%s: %s', async (timezone, given, sent) => {
		const result = await send(given, timezone);

		expect(result.error).toBeUndefined();
		const fields = account.onlyRequest().fields.filter(([name]) => name === 'datetime_taken');
		expect(fields).toEqual(sent === undefined ? [] : [['datetime_taken', sent]]);
	});
});

it.each(['yesterday', '2026-13-45', '20/10/2026', 'May 5, 2026 10:00', '={{ ({ a: 1 }) }}'])(
	'refuses %s, which is no date that can be understood',
	async (given) => {
		const result = await send(given, 'UTC');

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('Date Taken');
		expect(account.sandbox.requests).toEqual([]);
	},
);
