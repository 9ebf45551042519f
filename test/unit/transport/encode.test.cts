import fc from 'fast-check';
import { encodeRequest } from '../../../nodes/MemoriesAi/transport/encode';
import { fieldsWithoutPlace, type Route } from '../../../nodes/MemoriesAi/transport/endpoint';
import type { Fields, FieldValue, UploadFile } from '../../../nodes/MemoriesAi/transport/fields';

const names = { id: 'video_no', ids: 'video_nos', filters: 'filters', file: 'file' };
const route: Route = { method: 'POST', path: '/a', encoding: 'json', fields: names };

/** As the vendor deletes videos: ids are the whole body, the rest is in the URL. */
const arrayRoute: Route = {
	...route,
	fields: {},
	queryFields: { uniqueId: 'unique_id' },
	bodyField: 'ids',
};

const file: UploadFile = {
	fileName: 'a.mp4',
	mimeType: 'video/mp4',
	size: 1,
	open: async () => await Promise.reject(new Error('Nobody reads it')),
};

function jsonOf(fields: Fields, of = route): string {
	const { body } = encodeRequest(of, fields);
	if (typeof body !== 'string') throw new Error('The body is no text');
	return body;
}

it.each<[name: string, value: FieldValue, json: string]>([
	['texts', ['VI1', 'VI"2'], '["VI1","VI\\"2"]'],
	[
		'64-bit ids',
		[568102998803353601n, -9223372036854775808n],
		'[568102998803353601,-9223372036854775808]',
	],
	['nothing', [], '[]'],
	[
		'objects',
		[{ role: 'user', id: 568102998803353601n }],
		'[{"role":"user","id":568102998803353601}]',
	],
	['lists', [['a'], [[1, true]]], '[["a"],[[1,true]]]'],
	['no list', 'VI1', '"VI1"'],
])('the whole body is one field: %s', (_name, ids, json) => {
	expect(encodeRequest(arrayRoute, { ids, uniqueId: 'me' })).toEqual({
		query: { unique_id: 'me' },
		contentType: 'application/json',
		body: json,
	});
});

it('nothing has a place that is neither in the body nor in the URL', () => {
	expect(fieldsWithoutPlace(arrayRoute, ['ids', 'uniqueId', 'tags'])).toEqual(['tags']);
	expect(fieldsWithoutPlace(route, ['ids', 'uniqueId'])).toEqual(['uniqueId']);
});

it.each<[name: string, fields: Fields, json: string]>([
	['nothing', {}, '{}'],
	['a text', { id: 'ä\u2028"\n' }, `{"video_no":${JSON.stringify('ä\u2028"\n')}}`],
	['a 64-bit id', { id: 568102998803353601n }, '{"video_no":568102998803353601}'],
	[
		'a list of them',
		{ ids: [568102998803353601n, 2n ** 63n - 1n] },
		'{"video_nos":[568102998803353601,9223372036854775807]}',
	],
	[
		'an object',
		{ filters: { id: 1n, and: [{ tag: 'a' }, {}] } },
		'{"filters":{"id":1,"and":[{"tag":"a"},{}]}}',
	],
	[
		'nothing for undefined',
		{ id: undefined, filters: { a: undefined, b: 1 } },
		'{"filters":{"b":1}}',
	],
	[
		'only what was undefined',
		{ filters: { a: undefined, b: { c: undefined } } },
		'{"filters":{"b":{}}}',
	],
	['what the route has no name for', { id: 'VI1', tags: ['a'] }, '{"video_no":"VI1"}'],
	[
		'0, false and an empty text',
		{ id: 0, ids: false, filters: '' },
		'{"video_no":0,"video_nos":false,"filters":""}',
	],
	['a name that needs quotes', { filters: { 'a"b': 1 } }, '{"filters":{"a\\"b":1}}'],
])('writes %s', (_name, fields, json) => {
	expect(jsonOf(fields)).toBe(json);
});

it('writes every value as JSON that says the same', () => {
	const value = fc.letrec<{ value: FieldValue }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			fc.string({ unit: 'grapheme' }),
			fc.double({ noNaN: true, noDefaultInfinity: true }),
			fc.boolean(),
			fc.array(tie('value')),
			fc.dictionary(fc.string(), tie('value')),
		),
	})).value;
	fc.assert(
		fc.property(value, (filters) => {
			const plain: unknown = JSON.parse(JSON.stringify(filters));
			expect(JSON.parse(jsonOf({ filters }))).toEqual({ filters: plain });
			expect(JSON.parse(jsonOf({ ids: filters }, arrayRoute))).toEqual(plain);
		}),
	);
});

it('keeps every digit of any 64-bit id', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id) => {
			expect(jsonOf({ filters: { deep: [{ id }] } })).toBe(`{"filters":{"deep":[{"id":${id}}]}}`);
		}),
	);
});

describe('a value that the encoding cannot carry is refused', () => {
	it.each<[name: string, of: Route, fields: Fields, words: RegExp]>([
		['a file in JSON', route, { file }, /multipart/],
		['a file deep in JSON', route, { filters: { a: [{ file }] } }, /multipart/],
		['a file as the JSON', arrayRoute, { ids: file }, /multipart/],
		['a file in a form', { ...route, encoding: 'form' }, { file }, /^file needs a multipart/],
		['a file in the URL', { ...route, encoding: 'query' }, { file }, /^file needs a multipart/],
		['a file beside JSON', arrayRoute, { uniqueId: file }, /^unique_id needs a multipart/],
		[
			'an object in a form',
			{ ...route, encoding: 'form' },
			{ filters: {} },
			/^filters needs a JSON/,
		],
		[
			'an object in the URL',
			{ ...route, encoding: 'query' },
			{ filters: {} },
			/^filters needs a JSON/,
		],
		['an object beside files', { ...route, encoding: 'multipart' }, { filters: {} }, /JSON/],
		['an object in a list in a form', { ...route, encoding: 'form' }, { ids: [{}] }, /JSON/],
		['a list in a list in a form', { ...route, encoding: 'form' }, { ids: [['a']] }, /JSON/],
	])('%s', (_name, of, fields, words) => {
		const encode = () => encodeRequest(of, fields);
		expect(encode).toThrow(TypeError);
		expect(encode).toThrow(words);
	});
});
