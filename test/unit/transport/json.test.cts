import fc from 'fast-check';
import { parseJson, textOf } from '../../../nodes/MemoriesAi/transport/json';

it.each([
	['568102998803353601', '568102998803353601'],
	['-568102998803353601', '-568102998803353601'],
	['{"id":568102998803353602}', { id: '568102998803353602' }],
	['[ 1234567890123456 , 7 ]', ['1234567890123456', 7]],
	['1754037217992', 1754037217992],
	['999999999999999', 999999999999999],
	['0.12345678901234567', Number('0.12345678901234567')],
	['12345678901234567.5', Number('12345678901234567.5')],
	['1e-1234567890123456', 0],
	['"id 568102998803353601"', 'id 568102998803353601'],
	['"quote \\" 568102998803353601 \\\\"', 'quote " 568102998803353601 \\'],
	['{"568102998803353601":null}', { '568102998803353601': null }],
])('reads %s', (text, value) => {
	expect(parseJson(text)).toEqual(value);
});

it('keeps the digits of any 64-bit id, wherever it stands', () => {
	const id = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).filter((n) => n > 10n ** 15n);
	fc.assert(
		fc.property(id, fc.string(), (number, text) => {
			const json = `{${JSON.stringify(text)}:[${number},{"a":${number}}]}`;
			expect(parseJson(json)).toEqual({ [text]: [String(number), { a: String(number) }] });
		}),
	);
});

it('reads every JSON that has no long number as JSON.parse does', () => {
	const value = fc.jsonValue({ noUnicodeString: false }).filter((json) => {
		return !/(?<![\d.])\d{16,}/.test(JSON.stringify(json).replace(/"(?:[^"\\]|\\.)*"/g, ''));
	});
	fc.assert(
		fc.property(value, (json) => {
			const text = JSON.stringify(json);
			expect(parseJson(text)).toEqual(JSON.parse(text));
		}),
	);
});

it('gives __proto__ no power', () => {
	const parsed = parseJson('{"__proto__":{"polluted":true},"code":"0000"}');
	expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
	expect({}).not.toHaveProperty('polluted');
});

it('reads a string of 20 MB', () => {
	const text = JSON.stringify({ text: 'a"\\'.repeat(5_000_000) });
	expect(parseJson(text)).toEqual(JSON.parse(text));
});

it.each(['', '<html>', '{"code":', '{"a":1}}', 'undefined'])('throws on %j', (text) => {
	expect(() => parseJson(text)).toThrow(SyntaxError);
});

it.each([
	['VI1', 'VI1'],
	[12, '12'],
	[0, '0'],
	[' x ', 'x'],
	['null', undefined],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
	[true, undefined],
	[['a'], undefined],
])('takes %j as the text %j', (value, text) => {
	expect(textOf(value)).toBe(text);
});
