import type { Progress, VideoState } from '../../../nodes/MemoriesAi/wait/job';
import { advance, begin, isDone, isFinal, PRESENT } from '../../../nodes/MemoriesAi/wait/job';

type Until = 'indexed' | 'downloaded';

/** Each video as its number and status, such as `a:PARSE`; a number alone has no status. */
function videos(text: string): VideoState[] {
	return text
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => {
			const [videoNo = '', status] = word.split(':');
			return { videoNo, status };
		});
}

it.each([
	['PARSE', true],
	['FAIL', true],
	['FAILED', true],
	['PARSE_ERROR', true],
	['ERROR', true],
	['INDEXING_FAILED', true],
	[PRESENT, true],
	['UNPARSE', false],
	['DONE', false],
	['PENDING', false],
	['PROCESSING', false],
	['UPLOADING', false],
	['SUCCEEDED', false],
	['SOMETHING', false],
	[undefined, false],
])('status %s is final: %s', (status, final) => {
	expect(isFinal({ videoNo: 'VI1', status })).toBe(final);
});

/** @returns after how many of the looks the job is done, from 1; 0 when it never is */
function doneAfter(begun: Progress, looks: string[], until: Until): number {
	let progress = begun;
	for (const [index, seen] of looks.entries()) {
		progress = advance(progress, videos(seen), until);
		if (isDone(progress, until)) return index + 1;
	}
	return 0;
}

describe('an upload', () => {
	const upload = begin({ item: 0, json: {}, videoNo: 'a' });

	it('is not done before the first look', () => {
		expect(isDone(upload, 'indexed')).toBe(false);
	});

	it.each([
		['indexed at once', ['a:PARSE'], 1],
		['indexed later', ['a', 'a:UNPARSE', 'a:UNPARSE', 'a:PARSE'], 4],
		['failed later', ['a:UNPARSE', 'a:FAILED'], 2],
		['unknown first, then of an unknown status', ['a', 'a:QUEUED', 'a:PARSE'], 3],
		['never', ['a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE'], 0],
	])('%s', (_what, looks, done) => {
		expect(doneAfter(upload, looks, 'indexed')).toBe(done);
	});
});

describe('a scrape', () => {
	const cases: Array<
		[what: string, expected: number | undefined, until: Until, looks: string[], done: number]
	> = [
		['all there and indexed', 2, 'indexed', ['a:PARSE b:PARSE'], 1],
		['more than expected', 1, 'indexed', ['a:PARSE b:PARSE'], 1],
		['still downloading', 2, 'indexed', ['', '', '', '', '', ''], 0],
		['downloaded, then indexed', 2, 'indexed', ['', 'a:UNPARSE b:UNPARSE', 'a:PARSE b:PARSE'], 3],
		['one fails', 2, 'indexed', ['a:PARSE b:UNPARSE', 'a:PARSE b:FAILED'], 2],
		['one by one', 3, 'indexed', ['a:PARSE', 'a:PARSE b:PARSE', 'a:PARSE b:PARSE c:PARSE'], 3],
		['one never appears', 2, 'indexed', ['a:PARSE', 'a:PARSE', 'a:PARSE', 'a:PARSE'], 4],
		[
			'none is final, so nothing is quiet',
			2,
			'indexed',
			['a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE', 'a:UNPARSE', 'a:PARSE'],
			0,
		],
		[
			'a late one starts the count anew',
			3,
			'indexed',
			['a:PARSE', 'a:PARSE', 'a:PARSE', 'a:PARSE b:PARSE', 'a:PARSE b:PARSE', 'a:PARSE b:PARSE'],
			0,
		],
		[
			'as many as before, but another one',
			2,
			'indexed',
			['a:PARSE', 'a:PARSE', 'a:PARSE', 'b:PARSE', 'b:PARSE'],
			0,
		],
		['how many is not known', undefined, 'indexed', Array<string>(4).fill('a:PARSE b:PARSE'), 4],
		['public, without a status', 2, 'indexed', [`a:${PRESENT} b:${PRESENT}`], 1],
		['ids are enough', 2, 'downloaded', ['', 'a b'], 2],
		['ids are enough, one never appears', 2, 'downloaded', Array<string>(4).fill('a'), 4],
	];

	it.each(cases)('%s', (_what, expected, until, looks, done) => {
		const scrape = begin({ item: 0, json: {}, taskId: 'task', expected });

		expect(doneAfter(scrape, looks, until)).toBe(done);
	});
});
