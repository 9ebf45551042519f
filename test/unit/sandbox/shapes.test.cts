import { jsonEndpoint, v1 } from '../../sandbox/endpoint.cjs';
import { success } from '../../sandbox/replies.cjs';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { nothing, parameters, shape } from '../../sandbox/shape.cjs';
import { vendorParameters, vendorSchema } from '../../sandbox/vendorSchemas.cjs';
import { envelope, postJson } from './client.cjs';

interface Memory {
	role: string;
	content: string;
}

const array = jsonEndpoint({
	...v1('made_array'),
	effect: 'change',
	query: parameters<{ unique_id?: string }>({ unique_id: { type: 'string' } }, []),
	body: shape<string[]>({ ...vendorSchema('DeleteVideosRequest'), maxItems: 3 }),
	answer: ({ query, body }) => success({ ids: body, in: query.unique_id }),
});

const nested = jsonEndpoint({
	...v1('made/nested'),
	effect: 'charge',
	query: nothing,
	body: parameters<{ memories: Memory[]; tags?: string[] }>(vendorParameters('AddMemoryRequest'), [
		'memories',
	]),
	answer: ({ body }) => success(body.memories.map(({ content }) => content)),
});

const open = jsonEndpoint({
	...v1('made_open'),
	effect: 'read',
	query: nothing,
	body: parameters<{ filters?: object }>(vendorParameters('ListMemoriesRequest'), []),
	answer: ({ body }) => success(body.filters ?? null),
});

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ endpoints: [array, nested, open] });
});
afterAll(() => sandbox.close());

const post = async (path: string, body: unknown) =>
	envelope(await postJson(sandbox, `/serve/api/v1/${path}`, body));

describe('a body that is an array', () => {
	it('is taken as it is, beside a query', async () => {
		const { code, data } = await post('made_array?unique_id=a', ['VI1', 'VI2']);
		expect({ code, data }).toEqual({ code: '0000', data: { ids: ['VI1', 'VI2'], in: 'a' } });
	});

	it.each([
		[{ video_nos: ['VI1'] }, '0003', 'Body must be array.'],
		[['VI1', 2], '0003', '1 must be string.'],
		[['a', 'b', 'c', 'd'], '0001', 'Body must NOT have more than 3 items.'],
	])('is not %j', async (body, code, msg) => {
		expect(await post('made_array', body)).toEqual({ code, msg, data: null });
	});
});

describe('a body with objects in it', () => {
	const memory = { role: 'Tester', content: 'a' };

	it('is taken', async () => {
		const { code, data } = await post('made/nested', { memories: [memory], tags: ['b'] });
		expect({ code, data }).toEqual({ code: '0000', data: ['a'] });
	});

	it.each([
		[
			{ memories: [memory, { ...memory, rolle: 'x' }] },
			'0001',
			'Unknown parameter memories/1/rolle.',
		],
		[{ memories: [{ role: 'Tester' }] }, '0001', 'Missing parameter memories/0/content.'],
		[{ memories: [{ ...memory, content: 1 }] }, '0003', 'memories/0/content must be string.'],
		[{ memories: [], tag: 'b' }, '0001', 'Unknown parameter tag.'],
		[{}, '0001', 'Missing parameter memories.'],
		[[memory], '0003', 'Body must be object.'],
	])('is refused with the place that is wrong: %j', async (body, code, msg) => {
		expect(await post('made/nested', body)).toEqual({ code, msg, data: null });
	});

	it('takes any name where the vendor does', async () => {
		const filters = { tags: { any: ['a'] } };
		expect(await post('made_open', { filters })).toMatchObject({ code: '0000', data: filters });
	});
});
