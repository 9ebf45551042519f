import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';
import { parseList, parseUrlList } from '../../../nodes/MemoriesAi/parameters/lists';

describe('a list', () => {
	it.each<[given: unknown, list: string[]]>([
		['a', ['a']],
		['a,b', ['a', 'b']],
		['a\nb\r\nc', ['a', 'b', 'c']],
		[' a , ,b,\n', ['a', 'b']],
		['sea side', ['sea side']],
		[
			['a', ' b '],
			['a', 'b'],
		],
		[
			['a,b', 'c'],
			['a,b', 'c'],
		],
		[
			[1, 2],
			['1', '2'],
		],
		['["a","b"]', ['a', 'b']],
		['[a], [b', ['[a]', '[b']],
		['["a"', ['["a"']],
		[7, ['7']],
		['', []],
		[[], []],
		[null, []],
		[undefined, []],
	])('%j', (given, list) => {
		expect(parseList(given, 'Tags')).toEqual(list);
	});

	it.each([[[{}]], [{}], [true], [[null]], [['a', ['b']]], ['[{"a":1}]']])(
		'%j is refused by name',
		(given) => {
			expect(() => parseList(given, 'Tags')).toThrow(InvalidParameter);
			expect(() => parseList(given, 'Tags')).toThrow(/^Tags /);
		},
	);
});

describe('a list of addresses', () => {
	const [a, b] = ['https://a.example/1,2?x=a,b', 'http://b.example/'];

	it.each<[given: unknown, list: string[]]>([
		[a, [a]],
		[`${a},${b}`, [a, b]],
		[`${a}, ${b},`, [a, b]],
		[`${a}\n${b}`, [a, b]],
		[
			[a, b],
			[a, b],
		],
		[JSON.stringify([a, b]), [a, b]],
		['HTTPS://a.example,HTTPS://b.example', ['HTTPS://a.example', 'HTTPS://b.example']],
		[' \n', []],
		['https://a.example/my video', ['https://a.example/my video']],
		[
			'https://a.example/1 2, https://b.example/3 4',
			['https://a.example/1 2', 'https://b.example/3 4'],
		],
		['https://a.example/1 2,https://b.example/3', ['https://a.example/1 2', 'https://b.example/3']],
		[
			'https://a.example/1 2\nhttps://b.example/3 4,',
			['https://a.example/1 2', 'https://b.example/3 4'],
		],
		[`${a} ${b}`, [a, b]],
		[`${a}  ,  ${b}`, [a, b]],
		[`${a},,${b}`, [a, b]],
		[`${a}, www.tiktok.com/1`, [a, 'www.tiktok.com/1']],
	])('%j', (given, list) => {
		expect(parseUrlList(given, 'Post URLs')).toEqual(list);
	});
});
