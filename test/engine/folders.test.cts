import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

/** Its last digits are lost where it is read as a number. */
const LONG_ID = '671631448308117504';

async function run(
	operation: string,
	parameters: INodeParameters = {},
	options: Partial<NodeOptions> = {},
) {
	return await runNode({
		parameters: { resource: 'folder', operation, ...parameters },
		credentials: account.credentials(),
		...options,
	});
}

/** Runs what has to succeed, and returns what came out of the node. */
async function succeed(...given: Parameters<typeof run>): Promise<INodeExecutionData[]> {
	const result = await run(...given);
	expect(result.error).toBeUndefined();
	return result.outputOf(nodeName);
}

/** The next reply is the example's, to the letter. */
function answerWith(example: string): void {
	account.sandbox.fault({ kind: 'body', text: wireExample(example), times: 1 });
}

const fieldsOf = (example: string) =>
	(JSON.parse(wireExample(example)) as { fields: unknown }).fields;

const named = (name: string): INodeExecutionData => ({ json: { name } });

const folders = () => account.sandbox.folders;

describe('Create', () => {
	const create = { name: '={{ $json.name }}' };

	it('sends the name as a form, as documented, and puts out the folder with all digits', async () => {
		const output = await succeed('create', create, { items: [named(' my-project ')] });

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/folders/create',
			contentType: expect.stringMatching(/^application\/x-www-form-urlencoded/) as string,
			fields: fieldsOf('folders.create.request.json'),
		});
		expect(output).toEqual([
			{
				json: { folder_id: folders()[0]?.folderId, folder_name: 'my-project' },
				pairedItem: 0,
			},
		]);
		expect(folders()[0]?.folderId).toMatch(/^\d{18}$/);
	});

	it('reads the documented reply', async () => {
		answerWith('folders.create.response.json');
		const output = await succeed('create', { name: 'my-project' });

		expect(output.map(({ json }) => json)).toEqual([
			{ folder_id: '671631448308117500', folder_name: 'my-project' },
		]);
	});

	it('a short id comes out as text, too', async () => {
		const text = '{"code":"0000","data":{"folder_id":7,"folder_name":"a"}}';
		account.sandbox.fault({ kind: 'body', text, times: 1 });

		expect((await succeed('create', { name: 'a' }))[0]?.json.folder_id).toBe('7');
	});

	it('each item makes a folder, and is linked to it; a name that is taken is refused', async () => {
		const result = await run(
			'create',
			{ ...create, options: { concurrency: 1 } },
			{ items: [named('a'), named('a'), named('b')], onError: 'continueErrorOutput' },
		);

		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
		expect(result.outputOf(nodeName, 1)).toMatchObject([
			{ json: { name: 'a', error: { code: '0001' } } },
		]);
		expect(folders().map(({ name }) => name)).toEqual(['a', 'b']);
	});

	it.each([
		['', /^Name is empty/],
		['x'.repeat(101), /^Name.*100 characters/],
	])('the name %j is refused before anything is sent', async (name, message) => {
		const result = await run('create', create, { items: [named('a'), named(name)] });

		expect(result.error?.message).toMatch(message);
		expect(result.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(account.sandbox.requests).toEqual([]);
	});

	it('a reply without an id is no success', async () => {
		const text = '{"code":"0000","msg":"success","data":{}}';
		account.sandbox.fault({ kind: 'body', text, times: 1 });
		const result = await run('create', { name: 'a' });

		expect(result.error?.message).toMatch(/unreadable/);
		expect(result.error?.description).toMatch(/may already have done it/);
	});

	it('with Retry On Fail, what was created is not created again', async () => {
		account.sandbox.fault({ kind: 'delay', ms: 0, endpoint: '*', times: 1 });
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const output = await succeed(
			'create',
			{ ...create, options: { concurrency: 1, maxRetries: 0 } },
			{ items: [named('a'), named('b'), named('c')], maxTries: 2 },
		);

		expect(account.sandbox.requests).toHaveLength(4);
		expect(folders().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
		expect(output.map(({ json }) => json.folder_name)).toEqual(['a', 'b', 'c']);
	});
});

describe('Rename', () => {
	const locator = { __rl: true, mode: 'list', value: LONG_ID, cachedResultName: 'old' };

	it.each([
		['picked from the list', locator],
		['typed', { __rl: true, mode: 'id', value: LONG_ID }],
		['an expression of the id', '={{ $json.folder }}'],
		['an expression in By ID', { __rl: true, mode: 'id', value: '={{ $json.folder }}' }],
		['an expression of a whole locator', '={{ ({ mode: "id", value: $json.folder }) }}'],
		['given as text alone', LONG_ID],
	])('keeps all digits of an id that is %s', async (_how, folderId) => {
		folders().push({ folderId: LONG_ID, name: 'old' });
		const output = await succeed(
			'rename',
			{ folderId, name: 'renamed-project' },
			{ items: [{ json: { folder: LONG_ID } }] },
		);

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/folders/rename',
			fields: [
				['folder_id', LONG_ID],
				['new_name', 'renamed-project'],
			],
		});
		expect(folders()).toEqual([{ folderId: LONG_ID, name: 'renamed-project' }]);
		expect(output).toEqual([
			{ json: { folder_id: LONG_ID, folder_name: 'renamed-project' }, pairedItem: 0 },
		]);
	});

	it('sends the documented request', async () => {
		folders().push({ folderId: '671631448308117500', name: 'old' });
		await succeed('rename', { folderId: '671631448308117500', name: 'renamed-project' });

		expect(account.onlyRequest().fields).toEqual(fieldsOf('folders.rename.request.json'));
	});
});

describe('Delete', () => {
	const deleteFolder = { folderId: '={{ $json.folder_id }}' };
	const items = (...ids: string[]) => ids.map((folder_id) => ({ json: { folder_id } }));

	it('deletes the folders of all items, by what Get Many puts out', async () => {
		folders().push({ folderId: LONG_ID, name: 'a' }, { folderId: '8', name: 'b' });
		const output = await succeed('delete', deleteFolder, { items: items(LONG_ID, '8') });

		expect(account.sandbox.requests.map(({ fields }) => fields)).toEqual([
			[['folder_id', LONG_ID]],
			[['folder_id', '8']],
		]);
		expect(folders()).toEqual([]);
		expect(output).toEqual([
			{ json: { deleted: true, folder_id: LONG_ID }, pairedItem: 0 },
			{ json: { deleted: true, folder_id: '8' }, pairedItem: 1 },
		]);
	});

	it('a folder that holds videos is refused, in the words of Memories.ai; the others go', async () => {
		folders().push({ folderId: '7', name: 'a' }, { folderId: '8', name: 'b' });
		const video = { ...newVideo('VI1', undefined, undefined), folderId: '7' };
		account.sandbox.videos.push({ ...video, status: 'PARSE' });
		const result = await run('delete', deleteFolder, {
			items: items('7', '8'),
			onError: 'continueErrorOutput',
		});

		expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
		expect(result.outputOf(nodeName, 1)).toMatchObject([
			{ json: { folder_id: '7', error: { message: expect.stringMatching(/videos/) as string } } },
		]);
	});
});

it.each(['rename', 'delete'])('%s refuses what is no folder of the user', async (operation) => {
	for (const [folderId, message] of [
		['={{ $json.missing }}', /^Folder ID is empty/],
		['-1', /^Folder ID -1 is not a folder of your own/],
		['Holidays', /^Folder ID must be a whole number/],
		['={{ 671631448308117504 }}', /^Folder ID has lost its last digits/],
	] as const) {
		const result = await run(operation, { folderId, name: 'a' });
		expect(result.error?.message).toMatch(message);
	}
	expect(account.sandbox.requests).toEqual([]);
});

describe('Get Many', () => {
	it('puts out one item per folder, with all digits', async () => {
		folders().push({ folderId: LONG_ID, name: 'a' }, { folderId: '7', name: 'b' });
		const output = await succeed('getAll', {}, { items: [named('x'), named('y')] });

		const both = [
			{ folder_id: LONG_ID, folder_name: 'a' },
			{ folder_id: '7', folder_name: 'b' },
		];
		expect(output.map(({ json }) => json)).toEqual([...both, ...both]);
		expect(output.map(linkOf)).toEqual([0, 0, 1, 1]);
		expect(account.sandbox.requests[0]).toMatchObject({
			method: 'GET',
			path: '/serve/api/v1/folders',
			query: [],
		});
	});

	it('reads the documented reply', async () => {
		answerWith('folders.list.response.json');

		expect((await succeed('getAll')).map(({ json }) => json)).toEqual([
			{ folder_id: '671631448308117500', folder_name: 'my-project' },
		]);
	});

	it.each([
		['no folders', { folders: [] }],
		['nothing', null],
	])('%s, no items', async (_what, data) => {
		account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }), times: 1 });

		expect(await succeed('getAll')).toEqual([]);
	});

	it('a refusal is red', async () => {
		account.sandbox.fault({ kind: 'code', code: '9009', times: 1 });

		expect((await run('getAll')).error?.message).toMatch(/9009/);
	});
});
