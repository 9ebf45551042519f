import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import { afterError, afterSuccess, binaryItem, nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const parameters: INodeParameters = {
	resource: 'video',
	operation: 'uploadUrl',
	url: '={{ $json.url }}',
};

const items: INodeExecutionData[] = [
	{ json: { url: 'https://example.com/0.mp4', row: 'zero' } },
	{ json: { url: '', row: 'one' } },
	{ json: { url: 'https://example.com/2.mp4', row: 'two' } },
	{ json: { url: 'ftp://example.com/3.mp4', row: 'three' } },
	{ json: { url: 'https://example.com/4.mp4', row: 'four' } },
];

async function run(onError: OnError) {
	return await runNode({ parameters, items, onError, credentials: account.credentials() });
}

it('stops at the first item that cannot be done, and says which it is', async () => {
	const result = await run('stopWorkflow');

	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
	expect(result.outputOf(afterSuccess)).toEqual([]);
});

it('passes errors on with the other items, each linked to where it came from', async () => {
	const result = await run('continueRegularOutput');
	const output = result.outputOf(nodeName);

	expect(result.status).toBe('success');
	expect(output.map(linkOf)).toEqual([0, 1, 2, 3, 4]);
	expect(output.map(({ json }) => 'videoNo' in json)).toEqual([true, false, true, false, true]);
	for (const index of [1, 3]) {
		expect(output[index]?.json.error).toMatchObject({
			message: expect.stringContaining('URL') as string,
		});
	}
	expect(account.sandbox.requests).toHaveLength(3);
});

it('sends errors to the error output, with the fields of their item', async () => {
	const result = await run('continueErrorOutput');
	const failed = result.outputOf(nodeName, 1);

	expect(result.status).toBe('success');
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2, 4]);
	expect(failed.map(linkOf)).toEqual([1, 3]);
	expect(failed).toMatchObject([
		{ json: { row: 'one', error: { message: expect.stringContaining('URL') as string } } },
		{ json: { row: 'three', error: { message: expect.stringContaining('URL') as string } } },
	]);
	expect(result.outputOf(afterSuccess)).toHaveLength(3);
	expect(result.outputOf(afterError)).toHaveLength(2);
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'%s: a refusal carries its code',
	async (onError) => {
		account.sandbox.fault({ kind: 'code', code: '0402', msg: 'Not enough credits', times: 1 });
		const result = await runNode({
			parameters: { ...parameters, url: 'https://example.com/a.mp4' },
			items: [{ json: {} }],
			onError,
			credentials: account.credentials(),
		});
		const output = result.outputOf(onError === 'continueErrorOutput' ? afterError : afterSuccess);

		expect(result.status).toBe('success');
		expect(output).toHaveLength(1);
		expect(output[0]?.json.error).toMatchObject({
			message: expect.stringContaining('Not enough credits') as string,
			code: '0402',
		});
	},
);

describe('images of all items in one request', () => {
	async function images(...names: string[]): Promise<INodeExecutionData[]> {
		return await Promise.all(
			names.map((fileName) =>
				binaryItem({ content: Buffer.from('x'), fileName, mimeType: '' }, 'memory'),
			),
		);
	}
	const together = { resource: 'image', operation: 'uploadImages', requestMode: 'allItems' };

	it('fail together, and every item is accounted for', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402', msg: 'Not enough credits' });
		const result = await runNode({
			parameters: together,
			items: await images('a.png', 'b.png'),
			onError: 'continueErrorOutput',
			credentials: account.credentials(),
		});

		expect(account.sandbox.requests).toHaveLength(1);
		expect(result.outputOf(afterSuccess)).toEqual([]);
		expect(result.outputOf(nodeName, 1).flatMap(linkOf)).toEqual([0, 1]);
	});

	it('go on without the item whose file is not accepted', async () => {
		const [first, last] = await images('a.png', 'c.png');
		const [wrong] = await images('b.txt');
		if (!first || !wrong || !last) throw new Error('There should be three items');
		const result = await runNode({
			parameters: together,
			items: [first, wrong, last],
			onError: 'continueErrorOutput',
			credentials: account.credentials(),
		});

		expect(account.onlyRequest().files.map(({ filename }) => filename)).toEqual(['a.png', 'c.png']);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
		expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([1]);
	});

	it('name the item whose file is not accepted', async () => {
		const result = await runNode({
			parameters: together,
			items: [...(await images('a.png')), { json: {} }],
			credentials: account.credentials(),
		});

		expect(result.error).toMatchObject({ context: { itemIndex: 1 } });
		expect(account.sandbox.requests).toEqual([]);
	});
});
