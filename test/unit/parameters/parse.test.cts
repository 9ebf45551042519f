import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';
import {
	describeGiven,
	parseBoolean,
	parseCoordinate,
	parseCount,
	parseLongId,
	parseShortText,
	parseText,
} from '../../../nodes/MemoriesAi/parameters/parse';

type Read = (value: unknown) => unknown;

const nothing: unknown[] = [undefined, null, '', '  \n'];

function cases(read: Read, accepted: Array<[unknown, unknown]>, refused: unknown[]): void {
	it.each(accepted)('%j is %p', (given, value) => {
		expect(read(given)).toBe(value);
	});

	it.each(nothing.map((given) => [given]))('%j is nothing to send', (given) => {
		expect(read(given)).toBeUndefined();
	});

	it.each(refused.map((given) => [given]))('%p is refused by name', (given) => {
		expect(() => read(given)).toThrow(InvalidParameter);
		expect(() => read(given)).toThrow(/^The Field /);
	});
}

const named =
	<T,>(read: (value: unknown, label: string) => T) =>
	(value: unknown) =>
		read(value, 'The Field');

describe('text', () => {
	cases(
		named(parseText),
		[
			[' a ', 'a'],
			[7, '7'],
			[0, '0'],
		],
		[true, {}, [], ['a']],
	);
});

describe('short text', () => {
	cases(
		(value) => parseShortText(value, 'The Field', 3),
		[
			['abc', 'abc'],
			[' abc ', 'abc'],
			[123, '123'],
		],
		['abcd', 1234, {}],
	);
});

describe('boolean', () => {
	cases(
		named(parseBoolean),
		[
			[true, true],
			[false, false],
			['true', true],
			['False', false],
		],
		['yes', 1, {}],
	);
});

describe('coordinate', () => {
	cases(
		(value) => parseCoordinate(value, 'The Field', 90),
		[
			[0, 0],
			[90, 90],
			[-90, -90],
			['12.5', 12.5],
			['-.5', -0.5],
			['1e-7', 1e-7],
		],
		[90.1, -91, 'north', NaN, Infinity, '1,5', '1 2', {}],
	);
});

describe('count', () => {
	cases(
		named(parseCount),
		[
			[1, 1],
			['20', 20],
		],
		[0, -1, 1.5, 'many', 2 ** 53, {}],
	);
});

describe('long id', () => {
	cases(
		named(parseLongId),
		[
			['671631448308117504', 671631448308117504n],
			['9223372036854775807', 9223372036854775807n],
			['-1', -1n],
			[-1, -1n],
			[0, 0n],
		],
		['9223372036854775808', '1.5', 'Holidays', '0x10', 2 ** 53, {}],
	);
});

describe('what is repeated to the user', () => {
	it.each([
		['a', 'It is: "a".'],
		['https://', 'It is: "https://".'],
		['a\nb', 'It is: "a\\nb".'],
		[7, 'It is: 7.'],
		[{ a: 1 }, 'It is: {"a":1}.'],
		[undefined, 'It is: undefined.'],
	])('%j', (given, text) => {
		expect(describeGiven(given)).toBe(text);
	});

	it('is cut where it is long', () => {
		expect(describeGiven('a'.repeat(1000)).length).toBeLessThan(120);
	});
});
