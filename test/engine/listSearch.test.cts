import type { INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { openList, type OpenList } from './openList.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const getVideo = { resource: 'video', operation: 'get' };
const deleteFolder = { resource: 'folder', operation: 'delete' };
const moveVideo = { resource: 'video', operation: 'move' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl' };
const getMany = { resource: 'video', operation: 'getAll' };

const LONG_ID = '671631448308117504';

async function list(field: string, parameters: INodeParameters, more: Partial<OpenList> = {}) {
	return await openList({ field, parameters, credentials: account.credentials(), ...more });
}

async function valuesOf(...given: Parameters<typeof list>) {
	return (await list(...given)).results.map(({ value }) => value);
}

/** The reply to the next request has this text. */
function answer(text: string): void {
	account.sandbox.fault({ kind: 'body', text, times: 1 });
}

function addVideos(count: number, uniqueId = 'default'): void {
	for (let index = 0; index < count; index++) {
		const video = newVideo(`VI${1000 + index}`, undefined, undefined);
		account.sandbox.videos.push({ ...video, videoName: `clip ${index}`, uniqueId });
	}
}

const pages = () =>
	account.sandbox.requests.map(({ json }) => (json as Record<string, unknown>).page);

describe('videos', () => {
	it('are listed by name and number, with the number behind it', async () => {
		addVideos(2);

		expect(await list('videoNo', getVideo)).toEqual({
			results: [
				{ name: 'clip 1 (VI1001)', value: 'VI1001' },
				{ name: 'clip 0 (VI1000)', value: 'VI1000' },
			],
		});
		expect(account.onlyRequest()).toMatchObject({ path: '/serve/api/v1/list_videos' });
	});

	it('come page by page, each once', async () => {
		addVideos(450);
		const first = await list('videoNo', getVideo);
		const second = await list('videoNo', getVideo, { paginationToken: first.paginationToken });
		const third = await list('videoNo', getVideo, { paginationToken: second.paginationToken });

		const all = [first, second, third].flatMap(({ results }) => results);
		expect([first, second, third].map(({ results }) => results.length)).toEqual([200, 200, 50]);
		expect(new Set(all.map(({ value }) => value)).size).toBe(450);
		expect(third.paginationToken).toBeUndefined();
	});

	it('are searched page after page until something is found', async () => {
		addVideos(450);

		expect(await valuesOf('videoNo', getVideo, { filter: 'CLIP 3 ' })).toHaveLength(100);
		expect(pages()).toEqual([1]);
		expect(await valuesOf('videoNo', getVideo, { filter: 'vi1007' })).toEqual(['VI1007']);
		expect(pages()).toEqual([1, 1, 2, 3]);
		expect(await list('videoNo', getVideo, { filter: 'nothing' })).toEqual({ results: [] });
	});

	it.each([
		['picked', { __rl: true, mode: 'id', value: 'project 1' }, 'project 1'],
		['of an older workflow', 'project 1', 'project 1'],
		['empty', { __rl: true, mode: 'list', value: '' }, undefined],
		['an expression without an item', null, undefined],
		['an expression that was not evaluated', '={{ $json.scope }}', undefined],
	])('are those of the Unique ID that is %s', async (_how, uniqueId, asked) => {
		await list('videoNo', { ...getVideo, additionalFields: { uniqueId } } as INodeParameters);

		expect(account.onlyRequest().json).toEqual({
			page: 1,
			size: 200,
			...(asked === undefined ? {} : { unique_id: asked }),
		});
	});

	it('of a server that knows no pages end', async () => {
		addVideos(3);
		const reply = { current_page: 1, videos: [{ video_no: 'VI1' }] };
		for (let times = 0; times < 3; times++) {
			answer(JSON.stringify({ code: '0000', data: reply }));
		}

		expect(await list('videoNo', getVideo, { filter: 'x' })).toEqual({ results: [] });
		expect(pages()).toEqual([1, 2]);
	});

	it('that failed are listed as well', async () => {
		const failed = JSON.parse(wireExample('list_videos.failed-item.observed.json')) as unknown;
		answer(JSON.stringify({ code: '0000', data: { videos: [failed], total_count: '1' } }));

		expect(await valuesOf('videoNo', getVideo)).toEqual(['VI611151298850443264']);
	});

	it.each([
		['list_videos.response.json', 2],
		['list_videos.response.observed.json', 1],
		['list_videos.response.strings.json', 3],
	])('are read from %s', async (example, count) => {
		answer(wireExample(example));
		const { results, paginationToken } = await list('videoNo', getVideo);

		expect(results).toHaveLength(count);
		expect(results.map(({ value }) => value).join()).toMatch(/^(VI\d{18},?)+$/);
		expect(paginationToken).toBeUndefined();
	});
});

describe('folders', () => {
	beforeEach(() => {
		account.sandbox.folders.push(
			{ folderId: LONG_ID, name: 'Holidays' },
			{ folderId: '671631448308117505', name: 'Work' },
		);
	});

	it.each([
		['folderId', deleteFolder, []],
		['folderId', { resource: 'folder', operation: 'rename' }, []],
		['folderId', moveVideo, ['-1']],
		['additionalFields.folderId', uploadUrl, ['-1']],
		['filters.folderId', getMany, ['-1', '-2']],
	])('%s of %j: the own ones, with all digits, after %j', async (field, parameters, first) => {
		expect(await valuesOf(field, parameters)).toEqual([...first, LONG_ID, '671631448308117505']);
	});

	it('are searched by name and id', async () => {
		expect(await valuesOf('folderId', moveVideo, { filter: 'fol' })).toEqual(['-1']);
		expect(await valuesOf('folderId', moveVideo, { filter: ' WORK' })).toEqual([
			'671631448308117505',
		]);
		expect(await valuesOf('folderId', moveVideo, { filter: LONG_ID })).toEqual([LONG_ID]);
	});

	it('are read from the documented reply; those that every account has are listed once', async () => {
		answer(wireExample('folders.list.response.json'));
		expect(await list('folderId', deleteFolder)).toEqual({
			results: [{ name: 'my-project', value: '671631448308117500' }],
		});

		answer(
			'{"code":"0000","data":{"folders":[{"folder_id":-1,"folder_name":"Default"},{"folder_id":-2,"folder_name":"API"}]}}',
		);
		expect(await valuesOf('folderId', moveVideo)).toEqual(['-1']);
	});
});

it('Unique IDs are listed and searched', async () => {
	answer(wireExample('list_unique_ids.response.json'));
	expect(await list('additionalFields.uniqueId', getVideo)).toEqual({
		results: ['default', 'holiday_2025', 'project_alpha'].map((name) => ({ name, value: name })),
	});

	answer(wireExample('list_unique_ids.response.json'));
	expect(await valuesOf('filters.uniqueId', getMany, { filter: 'ALPHA' })).toEqual([
		'project_alpha',
	]);
});

/** Each with a list behind it. */
const fields: Array<[field: string, parameters: INodeParameters]> = [
	['videoNo', getVideo],
	['folderId', deleteFolder],
	['additionalFields.uniqueId', getVideo],
];

describe.each(fields)('a list of %s that cannot be had says why', (field, parameters) => {
	it('where Memories.ai refuses it, with what to do', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402' });
		await expect(list(field, parameters)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/^Memories.ai refused the request.*0402/) as string,
			description: expect.stringMatching(/credits/) as string,
		});
	});

	it.each([
		['a key that is not accepted', { apiKey: 'sk-mavi-other' }, /refused/, /API Key/],
		['no key', { apiKey: '' }, /^API Key in the credential is empty/, /paste the key/],
		['an address that is none', { baseUrl: 'ftp://memories' }, /^Base URL/, /https:/],
		['a server that is not there', { baseUrl: 'http://127.0.0.1:9' }, /reached/, /Base URL/],
		['an older API', { apiVersion: 'v1.0' }, /does not exist in API Version/, /Current/],
	])('with %s', async (_what, changed, message, description) => {
		const credentials = account.credentials(changed);
		await expect(list(field, parameters, { credentials })).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(message) as string,
			description: expect.stringMatching(description) as string,
		});
	});

	it('and by its code, n8n shows the way to the credential', async () => {
		account.sandbox.fault({ kind: 'code', code: '0401' });
		await expect(list(field, parameters)).rejects.toMatchObject({ httpCode: '401' });
	});
});
