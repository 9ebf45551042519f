import type { INodeParameters } from 'n8n-workflow';

import { newImage } from '../sandbox/resources/image/newImage.cjs';
import type { Image } from '../sandbox/state.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

function add(fileName: string, details: Partial<Image> = {}): string {
	const image = { ...newImage(fileName), ...details };
	account.sandbox.images.push(image);
	return image.id;
}

async function run(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	return await runNode({
		parameters: { resource: 'image', operation: 'search', query: 'boat', ...parameters },
		credentials: account.credentials(),
		...options,
	});
}

async function succeed(parameters: INodeParameters, options?: Partial<NodeOptions>) {
	const result = await run(parameters, options);
	expect(result.error).toBeUndefined();
	return result.outputOf(nodeName);
}

const cases: Array<[parameters: INodeParameters, sent: object]> = [
	[{}, { top_k: 50 }],
	[{ limit: 1000 }, { top_k: 1000 }],
	[{ filters: { cameraModel: 'Canon EOS 5D' } }, { top_k: 50, camera_tag: 'Canon EOS 5D' }],
	[
		{ filters: { datetimeTaken: '2025-10-20 11:00:00' } },
		{ top_k: 50, datetime_taken: '2025-10-20 11:00:00' },
	],
	[{ filters: { filteringLevel: 'high' } }, { top_k: 50, filtering_level: 'high' }],
	[{ filters: { folderId: '-1' } }, { top_k: 50, folder_id: -1 }],
	[{ filters: { latitude: 1.5, longitude: 0 } }, { top_k: 50, latitude: 1.5, longitude: 0 }],
	[{ filters: { tag: 'holiday' } }, { top_k: 50, tag: 'holiday' }],
	[{ filters: { uniqueId: 'project 1' } }, { top_k: 50, unique_id: 'project 1' }],
];

it.each(cases)('%j', async (parameters, sent) => {
	await succeed(parameters);

	expect(account.onlyRequest()).toMatchObject({ method: 'POST', path: '/serve/api/v1/search' });
	expect(account.onlyRequest().json).toEqual({
		search_param: 'boat',
		search_type: 'BY_IMAGE',
		...sent,
	});
});

it.each([
	['search.response.by-image.numbers.json', '619915496901337100', { score: 0.4711 }],
	['search.response.by-image.strings.json', '619915496901337088', {}],
])('of %s, the id keeps its digits, and numbers are numbers', async (example, id, more) => {
	account.sandbox.fault({ kind: 'body', text: wireExample(example) });

	expect((await succeed({})).map(({ json }) => json)).toEqual([
		{
			id,
			name: 'OIX_ZOOM',
			img_url: 'https://storage.googleapis.com/.../OIX_ZOOM.jpg?...',
			datetime_taken: 1757285520000,
			camera_model: 'Canon EOS 5D',
			latitude: 39.9042,
			longitude: 116.4074,
			...more,
		},
	]);
});

it('every digit of an id that is sent as a number comes out', async () => {
	const ids = Array.from({ length: 4 }, () => add('boat'));
	const output = await succeed({});

	expect(output.map(({ json }) => json.id).sort()).toEqual(ids.sort());
});

it('is best first, and linked to the item that asked', async () => {
	add('boat');
	add('boat sea');
	const output = await succeed(
		{ query: '={{ $json.for }}' },
		{ items: ['sea boat', 'nothing', 'boat'].map((word) => ({ json: { for: word } })) },
	);

	expect(output.map((item) => [linkOf(item), item.json.name])).toEqual([
		[0, 'boat sea'],
		[0, 'boat'],
		[2, 'boat'],
		[2, 'boat sea'],
	]);
});

it('an image is found as it was uploaded', async () => {
	add('boat', { uniqueId: 'project 1', capture: { camera_model: 'Canon' }, tags: ['sea'] });
	const filters = { uniqueId: 'project 1', tag: 'sea', cameraModel: 'Canon' };

	expect(await succeed({ filters })).toHaveLength(1);
	expect(await succeed({ filters: { ...filters, tag: 'land' } })).toEqual([]);
	expect(await succeed({})).toEqual([]);
});

it.each(['null', '{"item":[]}'])('nothing where nothing is found: %s', async (data) => {
	account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}` });

	expect(await succeed({})).toEqual([]);
});

it.each(['[]', '{}', '{"item":"none"}'])('red where there is no list: %s', async (data) => {
	account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${data}}` });

	expect((await run({})).error?.message).toContain('unreadable');
});

const refused: Array<[parameters: INodeParameters, words: RegExp]> = [
	[{ query: ' ' }, /^Query is empty/],
	[{ limit: 1001 }, /^Limit.*1000/],
	[{ filters: { longitude: 1 } }, /^Latitude and Longitude/],
	[{ filters: { uniqueId: 'a', folderId: '1' } }, /^Unique ID and Folder ID/],
];

it.each(refused)('%j is refused before anything is sent', async (parameters, words) => {
	const result = await run(parameters);

	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(words);
	expect(account.sandbox.requests).toEqual([]);
});
