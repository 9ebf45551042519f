import { jsonText, parseJson } from '../../sandbox/json.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { CLIP, dataOf, envelope, form, get, PHOTO, postForm, postText } from './client.cjs';

const V1 = '/serve/api/v1';
/** As a number, each of them is 671631448308117500. */
const FOLDER = '671631448308117504';
const NEIGHBOUR = '671631448308117505';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
	sandbox.reset();
});

const scrapeInto = (folder: string) =>
	postText(
		sandbox,
		`${V1}/scraper_url`,
		'application/json',
		`{"video_urls":["https://youtu.be/x"],"folder_id": ${folder} }`,
	);

async function countIn(folder: string): Promise<unknown> {
	const body = `{"folder_id":${folder}}`;
	return dataOf(await postText(sandbox, `${V1}/list_videos`, 'application/json', body))[
		'total_count'
	];
}

describe('a folder', () => {
	it.each([
		['a bare number in JSON', () => scrapeInto(FOLDER)],
		['the text of a form', () => postForm(sandbox, `${V1}/upload`, form([CLIP], [['folder_id', FOLDER]]))], // prettier-ignore
	])('keeps its digits when it comes as %s', async (_how, send) => {
		expect(envelope(await send()).code).toBe('0000');
		expect(sandbox.videos).toMatchObject([{ folderId: FOLDER }]);
		expect(await countIn(FOLDER)).toBe(1);
		expect(await countIn(NEIGHBOUR)).toBe(0);
		expect(await countIn('-1')).toBe(0);
	});

	it.each(['-1', '-2', '0', '9223372036854775807', '-9223372036854775808'])(
		'may be %s',
		async (folder) => {
			await scrapeInto(folder);
			expect(sandbox.videos).toMatchObject([{ folderId: folder }]);
			expect(await countIn(folder)).toBe(1);
		},
	);

	it.each(['9223372036854775808', `"${FOLDER}"`, '1.5', 'null', `[${FOLDER}]`])(
		'is not %s',
		async (folder) => {
			const { code, msg } = envelope(await scrapeInto(folder));
			expect({ code, msg }).toEqual({ code: '0003', msg: 'folder_id must be integer.' });
			expect(sandbox.videos).toEqual([]);
		},
	);

	it('is the Default one where none is named', async () => {
		await postForm(sandbox, `${V1}/upload`, form([CLIP]));
		expect(await countIn('-1')).toBe(1);
		expect(await countIn(FOLDER)).toBe(0);
	});

	it('is seen with its digits by another process too', async () => {
		await scrapeInto(FOLDER);
		expect((await get(sandbox, '/_sandbox/videos')).text).toContain(`"folderId":"${FOLDER}"`);
		const requests = await get(sandbox, '/_sandbox/requests');
		expect(requests.headers['content-type']).toMatch(/^application\/json/);
		expect(requests.text).toContain(`"folder_id":${FOLDER}}`);
	});
});

it('an integer too long for a number is refused where a number is meant', async () => {
	const answer = await postText(
		sandbox,
		`${V1}/list_videos`,
		'application/json',
		`{"size":${FOLDER}}`,
	);
	expect(envelope(answer)).toMatchObject({ code: '0003', msg: 'size must be integer.' });
});

it('image ids are bare numbers with the digits that the account has', async () => {
	const { text } = await postForm(sandbox, `${V1}/upload_img`, form([PHOTO, PHOTO]));
	const ids = [...text.matchAll(/\{"id":(\d{18})\}/g)].map(([, id]) => BigInt(id ?? 0));
	expect(ids).toHaveLength(2);
	expect(Number(ids[0])).toBe(Number(ids[1]));
	expect((ids[1] ?? 0n) - (ids[0] ?? 0n)).toBe(1n);
});

describe('JSON', () => {
	it.each([
		`{"a":${FOLDER},"b":[-${FOLDER},1,null,true],"c":{"d":1.5}}`,
		FOLDER,
		`{"text":"\\"id\\": ${FOLDER}, \\\\","${FOLDER}":"${FOLDER}"}`,
		'"\\\\"',
		'[]',
	])('is written as it was read: %s', (text) => {
		expect(jsonText(parseJson(text))).toBe(text);
	});

	it('has a bigint only where a number would not do', () => {
		expect(parseJson('[9007199254740991,9007199254740993,-9007199254740993]')).toEqual([
			9007199254740991,
			9007199254740993n,
			-9007199254740993n,
		]);
		const rounded = '[0.12345678901234567890,1.5e+300,1234567890123456789e2,12345678901234567.5]';
		expect(parseJson(rounded)).toEqual(JSON.parse(rounded));
	});

	it.each(['', '{"a":', `{"a":${FOLDER}`, `${FOLDER} ${FOLDER}`, `"${FOLDER}`])(
		'is not %j',
		(text) => {
			expect(() => parseJson(text)).toThrow(SyntaxError);
		},
	);
});
