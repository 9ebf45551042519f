import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { wireExample } from '../unit/fixtures.cjs';
import { nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

async function run(
	operation: string,
	parameters: INodeParameters = {},
	options: Partial<NodeOptions> = {},
) {
	return await runNode({
		parameters: { resource: 'memory', operation, ...parameters },
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

const bodyOf = (example: string) => (JSON.parse(wireExample(example)) as { body: object }).body;

const bodies = () => account.sandbox.requests.map(({ json }) => json);

/** The next reply has this as its data. */
function answer(data: unknown): void {
	account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }), times: 1 });
}

describe('Add', () => {
	const memory = { role: 'Tester', content: 'Starting testing today' };

	it('sends the documented request, with a date in the time zone of the workflow', async () => {
		const output = await succeed(
			'create',
			{
				memories: { memory: [memory] },
				additionalFields: {
					tags: 'test-tag',
					latitude: 3.2028,
					longitude: 73.2207,
					memoriesAt: '2025-11-17T18:00:00',
				},
			},
			{ timezone: 'Europe/Berlin' },
		);

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/memories/add',
			json: { ...bodyOf('memories.add.request.json'), memories_at: '2025-11-17T17:00:00.000Z' },
		});
		expect(output).toEqual([{ json: { added: 1 }, pairedItem: 0 }]);
	});

	it('each item adds its own, in its namespace; several texts go together, in order', async () => {
		const output = await succeed(
			'create',
			{
				memories: {
					memory: [
						{ role: 'user', content: '={{ $json.asked }}' },
						{ role: 'assistant', content: 'Noted' },
					],
				},
				additionalFields: {
					uniqueId: { __rl: true, mode: 'id', value: '={{ $json.customer }}' },
				},
			},
			{
				items: [
					{ json: { asked: 'one', customer: 'a' } },
					{ json: { asked: 'two', customer: 'b' } },
				],
			},
		);

		expect(bodies()).toEqual(
			['one', 'two'].map((content, index) => ({
				memories: [
					{ role: 'user', content },
					{ role: 'assistant', content: 'Noted' },
				],
				unique_id: 'ab'[index],
			})),
		);
		expect(output.map(({ json }) => json)).toEqual([{ added: 2 }, { added: 2 }]);
		expect(output.map(linkOf)).toEqual([0, 1]);
	});

	it('hands on what the reply has', async () => {
		answer({ memory_id: '671631448308117504' });

		expect((await succeed('create', { memories: { memory: [memory] } }))[0]?.json).toEqual({
			added: 1,
			memory_id: '671631448308117504',
		});
	});

	it.each([
		['no texts', { memories: {} }, /^Memories is empty/],
		[
			'one without content',
			{ memories: { memory: [{ role: 'user', content: '={{ $json.missing }}' }] } },
			/^Content of a memory is empty/,
		],
		['one without a role', { memories: { memory: [{ role: ' ', content: 'a' }] } }, /^Role/],
		[
			'half a place',
			{ memories: { memory: [memory] }, additionalFields: { latitude: 1 } },
			/^Latitude and Longitude/,
		],
		[
			'no date',
			{ memories: { memory: [memory] }, additionalFields: { memoriesAt: 'soon' } },
			/^Date /,
		],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const result = await run('create', parameters);

		expect(result.error?.message).toMatch(message);
		expect(account.sandbox.requests).toEqual([]);
	});

	it('what may have been taken is not sent again, and the message says so', async () => {
		account.sandbox.fault({ kind: 'status', status: 502, when: 'reply' });
		const result = await run('create', { memories: { memory: [memory] } });

		expect(account.sandbox.requests).toHaveLength(1);
		expect(result.error?.description).toMatch(/may already have received[^]*Do not send it again/);
	});
});

/** Puts so many texts into the memory. */
function remember(count: number, uniqueId = 'default'): void {
	for (let index = 0; index < count; index++) {
		const id = String(671631448308117504n + BigInt(account.sandbox.memories.length));
		account.sandbox.memories.push({ id, uniqueId, role: 'user', content: `no ${index}`, tags: [] });
	}
}

describe('Get Many', () => {
	it.each([
		[0, { returnAll: true }, 0, 1],
		[45, { returnAll: true }, 45, 3],
		[45, { limit: 7 }, 7, 1],
		[45, { limit: 21 }, 21, 2],
		[45, {}, 45, 3],
	])('of %i, with %j gives %i in %i requests', async (there, parameters, count, requests) => {
		remember(there);
		const output = await succeed('getAll', parameters);

		expect(output).toHaveLength(count);
		expect(new Set(output.map(({ json }) => json.id)).size).toBe(count);
		expect(account.sandbox.requests).toHaveLength(requests);
	});

	it('puts out one item per text, with all digits, and asks in the Unique ID', async () => {
		remember(1);
		remember(1, 'project 1');
		const output = await succeed('getAll', {
			limit: 5,
			additionalFields: { uniqueId: 'project 1', filters: '{"tag": {"any": ["a", 1, true]}}' },
		});

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/memories',
			json: {
				page: 1,
				page_size: 5,
				filters: { tag: { any: ['a', 1, true] } },
				unique_id: 'project 1',
			},
		});
		expect(output).toEqual([
			{
				json: { id: '671631448308117505', role: 'user', content: 'no 0', tags: [] },
				pairedItem: 0,
			},
		]);
	});

	const rows = [{ content: 'a' }, { content: 'b' }];
	it.each([
		['a bare list', rows, 2],
		['a list by any name', { current_page: '1', total_count: '2', list: rows }, 2],
		['the memories among lists', { tags: ['x'], memories: rows, total_count: 2 }, 2],
		['an empty object', {}, 0],
		['nothing', null, 0],
	])('reads %s', async (_what, data, count) => {
		answer(data);

		expect(await succeed('getAll', { limit: 2 })).toHaveLength(count);
	});

	it.each([['some text'], [{ message: 'none' }]])('%j is unreadable', async (data) => {
		answer(data);

		expect((await run('getAll')).error?.message).toMatch(/unreadable/);
	});

	it.each([
		['{ "a": ', /^Filters must be a JSON object/],
		['[1]', /^Filters must be a JSON object/],
		['{"a": null}', /^Filters must not hold null/],
	])('the filters %j are refused before anything is sent', async (filters, message) => {
		const result = await run('getAll', { additionalFields: { filters } });

		expect(result.error?.message).toMatch(message);
		expect(account.sandbox.requests).toEqual([]);
	});
});

describe('Search', () => {
	it('sends the documented request', async () => {
		await succeed('search', { query: 'Technology', limit: 20 });

		expect(account.onlyRequest()).toMatchObject({
			path: '/serve/api/v1/memories/search',
			json: bodyOf('memories.search.request.json'),
		});
	});

	it('puts out what is found, linked to its item; nothing found, no items', async () => {
		remember(12);
		const output = await succeed(
			'search',
			{
				query: '={{ $json.query }}',
				additionalFields: { filters: '={{ ({ role: "user" }) }}' },
			},
			{ items: ['no 7', 'elsewhere', 'no 1'].map((query) => ({ json: { query } })) },
		);

		expect(output.map(({ json }) => json.content)).toEqual(['no 7', 'no 1', 'no 10', 'no 11']);
		expect(output.map(linkOf)).toEqual([0, 2, 2, 2]);
		expect(bodies()).toContainEqual(
			expect.objectContaining({ query: 'no 7', filters: { role: 'user' } }),
		);
	});

	it('is refused without a query', async () => {
		expect((await run('search', { query: ' ' })).error?.message).toBe('Query is empty');
		expect(account.sandbox.requests).toEqual([]);
	});

	it('a refusal is red', async () => {
		account.sandbox.fault({ kind: 'code', code: '0403', times: 1 });

		expect((await run('search', { query: 'a' })).error?.message).toMatch(/0403/);
	});
});
