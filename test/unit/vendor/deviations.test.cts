import { parseJson } from '../../sandbox/json.cjs';
import type { Pair, RequestRecord } from '../../sandbox/recorder.cjs';
import { deviationsOf } from '../../vendor/deviations.cjs';

const head = {
	method: 'GET',
	path: '',
	query: [],
	headers: {},
	contentType: undefined,
	contentLength: undefined,
	fields: [],
	files: [],
	body: undefined,
	json: undefined,
	at: 0,
	complete: true,
	taken: true,
} satisfies RequestRecord;

function get(name: string, query: Pair[]): RequestRecord {
	return { ...head, path: `/serve/api/v1/${name}`, query };
}

function post(name: string, json: string): RequestRecord {
	const body = { contentType: 'application/json', body: json, json: parseJson(json) };
	return { ...head, ...body, method: 'POST', path: `/serve/api/v1/${name}` };
}

function form(name: string, contentType: string, fields: Pair[], file?: string): RequestRecord {
	const part = { filename: 'a', mimetype: 'image/png', size: 1, first: '', last: '' };
	const files = file === undefined ? [] : [{ ...part, field: file }];
	return { ...head, method: 'POST', path: `/serve/api/v1/${name}`, contentType, fields, files };
}

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=a';

const right: Array<[string, RequestRecord]> = [
	[
		'a query',
		get('search_audio_transcripts', [
			['query', 'a'],
			['page_size', '500'],
		]),
	],
	['nothing', get('folders', [])],
	['JSON', post('search', '{"search_param":"a","top_k":1000,"latitude":1.5,"longitude":0}')],
	['an id beyond 2^53', post('list_videos', '{"folder_id":671631448308117504}')],
	['a list as the body', post('delete_videos', '["VI1"]')],
	[
		'a form',
		form('folders/rename', URLENCODED, [
			['folder_id', '671631448308117504'],
			['new_name', 'a'],
		]),
	],
	['one tag', form('upload_img', MULTIPART, [['tags', 'a']], 'files')],
	[
		'several',
		form(
			'upload_img',
			MULTIPART,
			[
				['tags', 'a'],
				['tags', 'b'],
			],
			'files',
		),
	],
	[
		'a field that only the documents have',
		get('get_metadata', [
			['video_no', 'VI1'],
			['unique_id', 'a'],
		]),
	],
	[
		'a call that only the documents have',
		post('scraper_url_public', '{"video_urls":["https://a.b/c"]}'),
	],
];

it.each(right)('%s is as the vendor has it', (_what, record) => {
	expect(deviationsOf(record)).toEqual([]);
});

const wrong: Array<[string, RequestRecord, RegExp]> = [
	['an unknown call', get('searches', []), /not a call/],
	['another method', get('search', []), /not a call/],
	['an unknown parameter', get('folders', [['a', 'b']]), /query.*unevaluated/],
	['a missing one', get('get_metadata', []), /query.*required.*video_no/],
	['one of another type', get('folders/videos', [['folder_id', 'a']]), /folder_id must be integer/],
	[
		'one too large',
		get('search_audio_transcripts', [
			['query', 'a'],
			['page_size', '501'],
		]),
		/<= 500/,
	],
	['a renamed field', post('search', '{"search_param":"a","top":1}'), /unevaluated.*top/],
	['a missing field', post('search', '{}'), /required.*search_param/],
	[
		'text for a number',
		post('search', '{"search_param":"a","top_k":"5"}'),
		/top_k must be integer/,
	],
	['a number for text', post('download', '{"video_no":1}'), /video_no must be string/],
	[
		'a word that there is not',
		post('search', '{"search_param":"a","search_type":"BY_X"}'),
		/allowed values/,
	],
	['an object for a list', post('delete_videos', '{"video_nos":["VI1"]}'), /must be array/],
	[
		'more than 64 bits',
		post('list_videos', '{"folder_id":9223372036854775808}'),
		/must be integer/,
	],
	['a form in place of JSON', form('search', URLENCODED, [['search_param', 'a']]), /body of type/],
	['no file', form('upload_img', MULTIPART, []), /required.*files/],
	['a file of another name', form('upload_img', MULTIPART, [], 'file'), /unevaluated.*file/],
	['tags with an index', form('upload_img', MULTIPART, [['tags[0]', 'a']], 'files'), /tags\[0\]/],
	[
		'a truth of Python',
		form('upload_url', URLENCODED, [
			['url', 'https://a.b'],
			['retain_original_video', 'True'],
		]),
		/boolean/,
	],
	[
		'what a public twin lacks',
		post('scraper_url_public', '{"video_urls":[],"folder_id":1}'),
		/folder_id/,
	],
	[
		'a body where there is none',
		{ ...get('folders', []), contentType: URLENCODED },
		/body of type/,
	],
];

it.each(wrong)('%s is not', (_what, record, says) => {
	expect(deviationsOf(record).join('\n')).toMatch(says);
});

it('a body that has not come to its end is not judged, its head is', () => {
	const record = { ...form('upload', MULTIPART, []), complete: false };
	expect(deviationsOf(record)).toEqual([]);
	expect(deviationsOf({ ...record, query: [['a', 'b']] })).toHaveLength(1);
});
