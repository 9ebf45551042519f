import fc from 'fast-check';
import { parseCallback } from '../../../nodes/MemoriesAi/api/callback';
import { callbacks, noCallback } from '../../vendor/examples/callbacks.cjs';
import { wireExample } from '../fixtures.cjs';

it.each(callbacks)('reads %s, as JSON and as form fields', (name, expected) => {
	const text = wireExample(name);
	const fields = JSON.parse(text) as Record<string, string>;
	expect(parseCallback(text)).toEqual({ ...expected, body: fields });
	expect(parseCallback(new URLSearchParams(fields).toString())).toEqual({
		...expected,
		body: fields,
	});
});

it('does not take one of another product', () => {
	expect(parseCallback(wireExample(noCallback))).toBeUndefined();
});

it.each([
	['{"video_no":"VI1","status":"parse"}', { event: 'video.indexed', status: 'PARSE' }],
	['{"video_id":"VI1","task_id":"t","status":"FAILED"}', { event: 'video.failed', taskId: 't' }],
	['{"videoNo":"VI1","status":"PARSE_ERROR"}', { event: 'video.failed', status: 'PARSE_ERROR' }],
	['{"videoNo":554046065381212160,"status":"PARSE"}', { videoNo: '554046065381212160' }],
	['\uFEFF{"videoNo":"VI1","status":"PARSE"}', { videoNo: 'VI1' }],
	['{"videoNo":"null","taskId":"t","status":"FAILED"}', { event: 'task.failed' }],
])('reads %s', (text, expected) => {
	expect(parseCallback(text)).toMatchObject(expected);
});

it.each([
	'',
	'hello',
	'{}',
	'[]',
	'null',
	'"PARSE"',
	'{"videoNo":"VI1"}',
	'{"status":"PARSE"}',
	'{"status":"SUCCEEDED","videoNo":"VI1"}',
	'{"status":"WHATEVER","videoNo":"VI1"}',
	'{"status":{"a":1},"videoNo":"VI1"}',
	'{"code":200,"message":"x","data":{},"task_id":"t"}',
	'{"status":0,"task_id":"8e03075a","data":{"text":"x"}}',
	'status=PARSE',
	'{"__proto__":{"status":"PARSE","videoNo":"VI1"}}',
	'__proto__[status]=PARSE&__proto__[videoNo]=VI1',
])('does not take %j for a callback', (text) => {
	expect(parseCallback(text)).toBeUndefined();
});

// Each of them could make the request for the video fail, which is no answer about the video.
it.each([
	'VI 1',
	'VI1\0',
	'VI1\r\nx: y',
	'../VI1',
	'<b>',
	"VI1' or 1=1--",
	'VI1&unique_id=x',
	'%00',
	'\ud800',
	'VI\u0661',
	'V'.repeat(201),
])('does not take a callback about %j for one', (id) => {
	expect(parseCallback(JSON.stringify({ videoNo: id, status: 'PARSE' }))).toBeUndefined();
	expect(parseCallback(JSON.stringify({ taskId: id, status: 'SUCCEEDED' }))).toBeUndefined();
	// Not even as one about the task.
	expect(
		parseCallback(JSON.stringify({ videoNo: id, taskId: 't', status: 'FAIL' })),
	).toBeUndefined();
	expect(parseCallback(JSON.stringify({ videoNo: 'VI1', taskId: id, status: 'FAIL' }))).toBe(
		undefined,
	);
});

function callbackWith(rest: string): string {
	return `{"videoNo":"VI1","status":"PARSE",${rest}}`;
}

it('takes a long body, up to a limit', () => {
	const bare = callbackWith('"x":""').length;
	const padded = (length: number) => callbackWith(`"x":"${'a'.repeat(length - bare)}"`);
	expect(parseCallback(padded(65_536))).toBeDefined();
	expect(parseCallback(padded(65_537))).toBeUndefined();
});

it('takes a nested body, up to a limit', () => {
	const nested = (depth: number) => callbackWith(`"x":${'['.repeat(depth)}${']'.repeat(depth)}`);
	expect(parseCallback(nested(19))).toBeDefined();
	expect(parseCallback(nested(20))).toBeUndefined();
	expect(parseCallback(nested(30_000))).toBeUndefined();
	expect(parseCallback(nested(8_000_000))).toBeUndefined();
});

it('hands keys with a meaning on as mere keys', () => {
	const { body } = parseCallback(callbackWith('"__proto__":{"a":1},"constructor":{}')) ?? {};
	expect(Object.keys(body ?? {})).toContain('__proto__');
	expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
	expect('a' in {}).toBe(false);
});

it('survives any text', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
			expect(() => parseCallback(text)).not.toThrow();
		}),
		{ numRuns: 2000 },
	);
});
