import { wireExample } from '../unit/fixtures.cjs';
import { nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

async function getMany(items = 1) {
	return await runNode({
		parameters: { resource: 'uniqueId', operation: 'getAll' },
		items: Array.from({ length: items }, () => ({ json: {} })),
		credentials: account.credentials(),
	});
}

it('puts out one item per Unique ID, linked to its input', async () => {
	account.sandbox.uniqueIds.add('default').add('project 1');
	const result = await getMany(2);

	expect(account.sandbox.requests[0]).toMatchObject({
		method: 'GET',
		path: '/serve/api/v1/list_unique_ids',
		query: [],
	});
	const output = result.outputOf(nodeName);
	expect(output.map(({ json }) => json)).toEqual(
		['default', 'project 1', 'default', 'project 1'].map((unique_id) => ({ unique_id })),
	);
	expect(output.map(linkOf)).toEqual([0, 0, 1, 1]);
});

it('reads the documented reply', async () => {
	const text = wireExample('list_unique_ids.response.json');
	account.sandbox.fault({ kind: 'body', text, times: 1 });
	const result = await getMany();

	expect(result.outputOf(nodeName).map(({ json }) => json.unique_id)).toEqual([
		'default',
		'holiday_2025',
		'project_alpha',
	]);
});

it('a new account has none: no items', async () => {
	expect((await getMany()).outputOf(nodeName)).toEqual([]);
});

it.each([
	['a refusal', { code: '0402', msg: 'no credits' }, /0402/],
	['a list that is none', { code: '0000', data: { unique_ids: 'all' } }, /unreadable/],
])('%s is red', async (_what, reply, message) => {
	account.sandbox.fault({ kind: 'body', text: JSON.stringify(reply), times: 1 });

	expect((await getMany()).error?.message).toMatch(message);
});
