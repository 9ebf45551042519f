import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { RawCall } from './post-raw.cjs';

/** No XML: n8n reads all of it with one parser, which never ends when broken ones come together. */
const CONTENT_TYPES = [
	'application/json',
	'text/plain',
	'application/x-www-form-urlencoded',
	'application/octet-stream',
	'application/json; charset=utf-16le',
	'application/json; charset=nonsense',
	'multipart/form-data; boundary=abc',
	'multipart/form-data',
	'multipart/mixed; boundary=abc',
	'text/html',
	';;;',
	'%00',
];

const contentType = fc.oneof(
	{ weight: 3, arbitrary: fc.constant('application/json') },
	{ weight: 3, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
	{ weight: 1, arbitrary: fc.constant(undefined) },
);

/** Bodies that are nothing. */
const noise = fc.oneof(
	fc.uint8Array({ maxLength: 400 }),
	fc.string({ unit: 'binary', maxLength: 200 }),
	fc.json(),
	fc.webQueryParameters(),
	fc.constantFrom('', '\0', '[]', '{}', 'null', '"PARSE"', '\uFEFF', '--abc--\r\n', '<a>', '[[[[['),
);

/** Mostly the right one, so that a body has few things wrong with it. */
const statusKey = fc.oneof(
	{ weight: 4, arbitrary: fc.constant('status') },
	{ weight: 1, arbitrary: fc.constantFrom('Status', 'status ', 'state', '__proto__') },
);
const idKey = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom('videoNo', 'video_no', 'videoId', 'video_id') },
	{ weight: 1, arbitrary: fc.constantFrom('VideoNo', 'id', '__proto__', 'constructor') },
);

/** Values that stand where a text should; a callback with one of them is none. */
const wrongValue = fc.oneof(
	fc.constantFrom<unknown>(null, '', ' ', 'null', true, [], {}),
	fc.constantFrom<unknown>('../VI1', 'VI 1', 'VI1\0', '\ud800', '<b>', 'V'.repeat(500), '%2e%2e'),
	fc.constantFrom<unknown>({ $ne: 1 }, ['VI1'], { toString: 'VI1' }, [[[[1]]]]),
	fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `\0${text}`),
);

/** Fields like those of a callback, most of them with something wrong. */
function fieldsLike(known: string[]) {
	const status = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom<unknown>('PARSE', 'parse', 'UNPARSE') },
		{ weight: 1, arbitrary: fc.constantFrom<unknown>('DONE', 'PARSE!', 'SUCCEEDED') },
		{ weight: 1, arbitrary: wrongValue },
	);
	const videoNo = fc.oneof(
		{ weight: 1, arbitrary: fc.constantFrom<unknown>(...known) },
		{ weight: 1, arbitrary: wrongValue },
	);
	return fc
		.tuple(
			fc.tuple(statusKey, status),
			fc.tuple(idKey, videoNo),
			fc.array(fc.tuple(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 })), {
				maxLength: 3,
			}),
		)
		.map(([first, second, others]) => [first, second, ...others] as Array<[string, unknown]>);
}

/** JSON by hand, so that a key may be there twice or be `__proto__`. */
function asJson(fields: Array<[string, unknown]>): string {
	const members = fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
	return `{${members.join(',')}}`;
}

function asForm(fields: Array<[string, unknown]>): string {
	const texts = fields.map(([key, value]): [string, string] => [key, textOf(value)]);
	return new URLSearchParams(texts).toString();
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : String(JSON.stringify(value));
}

function asMultipart(fields: Array<[string, unknown]>): string {
	const parts = fields.map(
		([key, value]) =>
			`--abc\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${textOf(value)}\r\n`,
	);
	return `${parts.join('')}--abc--\r\n`;
}

/** Bodies that look like a callback. */
function nearMiss(known: string[]) {
	const text = fc
		.tuple(fieldsLike(known), fc.constantFrom(asJson, asForm, asMultipart))
		.map(([fields, encode]) => encode(fields));
	return fc.oneof(
		{ weight: 6, arbitrary: text },
		{ weight: 1, arbitrary: text.map((whole) => whole.slice(0, -1)) },
		{ weight: 1, arbitrary: text.map((whole) => `[${whole}]`) },
		{ weight: 1, arbitrary: text.map((whole) => `\uFEFF${whole}`) },
		{ weight: 1, arbitrary: text.map((whole) => whole + whole) },
		{ weight: 1, arbitrary: text.map((whole) => `{"data":${whole}}`) },
	);
}

/** A few callbacks that are right in all but that nobody knows the video. */
const unknownVideo = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n - 1n }).map((digits) =>
	asJson([
		['videoNo', `VI${String(digits)}`],
		['status', 'PARSE'],
	]),
);

type Compression = 'gzip' | 'deflate' | 'br' | undefined;

function compressed(body: string | Uint8Array, how: Compression): Uint8Array {
	const bytes = Buffer.from(body);
	if (how === 'gzip') return gzipSync(bytes);
	return how === 'deflate' ? deflateSync(bytes) : bytes;
}

/**
 * Calls of a trigger's URL: half of them noise, half of them almost a callback.
 *
 * @param known videos that the API knows
 */
export function generatedCall(known: string[]): fc.Arbitrary<RawCall> {
	const body = fc.oneof(
		{ weight: 500, arbitrary: noise },
		{ weight: 500, arbitrary: nearMiss(known) },
		{ weight: 2, arbitrary: unknownVideo },
	);
	const compression = fc.oneof(
		{ weight: 8, arbitrary: fc.constant<Compression>(undefined) },
		{ weight: 1, arbitrary: fc.constantFrom<Compression>('gzip', 'deflate', 'br') },
	);
	return fc.tuple(body, contentType, compression).map(([plain, type, how]) => ({
		headers: {
			...(type !== undefined && { 'content-type': type }),
			...(how !== undefined && { 'content-encoding': how }),
		},
		body: compressed(plain, how),
	}));
}
