import { parseReply } from '../../../nodes/MemoriesAi/transport/envelope';
import { wireExample, wireExamples } from '../fixtures.cjs';

const read = (text: string, status = 200, headers: Record<string, string> = {}) =>
	parseReply(status, headers, text);

it.each(wireExamples(/response.*\.json$/).filter((name) => !name.startsWith('v10')))(
	'takes %s for a success',
	(name) => {
		expect(read(wireExample(name))).toMatchObject({ kind: 'success' });
	},
);

it('keeps the digits of image ids', () => {
	const outcome = read(wireExample('derived.upload_img.response.unrounded-ids.json'));
	expect(outcome).toEqual({
		kind: 'success',
		data: [{ id: '568102998803353601' }, { id: '568102998803353602' }],
	});
});

it.each(
	wireExamples(/error\..*\.json$/)
		.filter((name) => !name.includes('spring') && !name.includes('codes'))
		.map((name) => [name, /0\d{3}|9009|429/.exec(name)?.[0].padStart(4, '0')]),
)('takes %s for a refusal with code %s', (name, code) => {
	expect(read(wireExample(name))).toMatchObject({ kind: 'apiError', code });
});

it.each([
	['{"code":"0000","failed":true,"msg":"no"}', { kind: 'apiError', code: '0000', message: 'no' }],
	['{"code":"7777"}', { kind: 'apiError', code: '7777', message: '' }],
	['{"code":429,"msg":"slow"}', { kind: 'apiError', code: '0429', message: 'slow' }],
	['{"code":"0000"}', { kind: 'success', data: null }],
	['{"code":0,"data":{}}', { kind: 'apiError', code: '0', message: '' }],
])('judges %s by its code', (text, outcome) => {
	expect(read(text)).toEqual(outcome);
});

it.each([
	['nothing', ''],
	['HTML', '<html><body>Bad gateway</body></html>'],
	['half of a JSON', '{"code":"0000","data":{"vid'],
	['JSON without a code', '{"ok":true}'],
	['a list', '[{"code":"0000"}]'],
	['null', 'null'],
])('finds %s unreadable, whatever the status', (_, body) => {
	expect(read(body)).toMatchObject({ kind: 'invalidResponse', status: 200, body });
	expect(read(body, 502)).toMatchObject({ kind: 'invalidResponse', status: 502, body });
});

it('does not believe a success that comes with a failing status', () => {
	expect(read('{"code":"0000","data":{"videoNo":"VI1"}}', 500)).toMatchObject({
		kind: 'invalidResponse',
		status: 500,
	});
});

it('finds the reply of a server in front unreadable', () => {
	expect(read(wireExample('derived.error.http503.spring.json'), 503)).toMatchObject({
		kind: 'invalidResponse',
		status: 503,
	});
});

it.each([
	['120', 120_000],
	['0', 0],
	['soon', undefined],
	['', undefined],
])('reads Retry-After %j as %j ms', (value, retryAfterMs) => {
	expect(read('', 429, { 'retry-after': value })).toMatchObject({ retryAfterMs });
});

it('reads a date in Retry-After', () => {
	jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
	expect(read('', 429, { 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT' })).toMatchObject({
		retryAfterMs: 30_000,
	});
	expect(read('', 429, { 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT' })).toMatchObject({
		retryAfterMs: 0,
	});
	jest.useRealTimers();
});
