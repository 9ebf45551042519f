import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { storeBinary } from './binary.cjs';
import { afterError, nodeName, runNode } from './harness.cjs';
import { linkOf } from './useSandbox.cjs';

// A credential whose fields are expressions: each item brings the account that it is for.
const credentials = {
	memoriesAiApi: {
		apiKey: '={{ $json.key }}',
		apiVersion: 'v1',
		baseUrl: '={{ $json.account }}',
	},
};

let first: Sandbox;
let second: Sandbox;

beforeAll(async () => {
	first = await startSandbox({ key: 'sk-mavi-first', indexAfterMs: 0 });
	second = await startSandbox({ key: 'sk-mavi-second', indexAfterMs: 0 });
});
beforeEach(() => {
	first.reset();
	second.reset();
});
afterAll(async () => {
	await Promise.all([first.close(), second.close()]);
});

/** An item for each account, with a name that is its index. */
function itemsFor(accounts: Sandbox[]): INodeExecutionData[] {
	return accounts.map(({ key, url }, index) => ({ json: { key, account: url, name: index } }));
}

async function run(
	parameters: INodeParameters & { options?: INodeParameters },
	items: INodeExecutionData[],
	onError: OnError = 'stopWorkflow',
) {
	return await runNode({ parameters, items, onError, credentials });
}

const uploadUrl = {
	resource: 'video',
	operation: 'uploadUrl',
	url: '=https://example.com/{{ $json.name }}.mp4',
};

function sourcesOf({ videos }: Sandbox): Array<string | undefined> {
	return videos.map(({ sourceUrl }) => sourceUrl).sort();
}

it('what an item uploads goes to its own account', async () => {
	const result = await run(uploadUrl, itemsFor([first, second, first]));

	expect(result.error).toBeUndefined();
	expect(sourcesOf(first)).toEqual(['https://example.com/0.mp4', 'https://example.com/2.mp4']);
	expect(sourcesOf(second)).toEqual(['https://example.com/1.mp4']);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
});

it('images of two accounts never share a request', async () => {
	const data = await storeBinary(
		{ content: Buffer.from('x'), fileName: 'a.png', mimeType: 'image/png' },
		'memory',
	);
	const items = itemsFor([first, second, first]).map((item) => ({ ...item, binary: { data } }));
	const images = { resource: 'image', operation: 'uploadImages', requestMode: 'allItems' };
	const result = await run(images, items);

	expect(first.requests.map(({ files }) => files.length)).toEqual([2]);
	expect(second.requests.map(({ files }) => files.length)).toEqual([1]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
});

it('each account is asked about its own videos, the items of one together', async () => {
	const result = await run(
		{ ...uploadUrl, waitFor: 'polling', waitOptions: { timeout: 0 } },
		itemsFor([first, second, first]),
	);

	expect(result.error).toBeUndefined();
	const output = result.outputOf(nodeName);
	expect(output.map(({ json }) => json.status)).toEqual(['PARSE', 'PARSE', 'PARSE']);
	expect(output.map(linkOf)).toEqual([0, 1, 2]);
	const lists = ({ requests }: Sandbox) =>
		requests.filter(({ path }) => path.endsWith('/list_videos'));
	expect(lists(first)).toHaveLength(1);
	expect(lists(second)).toHaveLength(1);
});

it('an item whose credential is unusable fails alone', async () => {
	const [good, bad, better] = itemsFor([first, first, second]);
	if (!good || !bad || !better) throw new Error('There are three items');
	const items = [good, { json: { ...bad.json, key: '' } }, better];
	const result = await run(uploadUrl, items, 'continueErrorOutput');

	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
	expect(result.outputOf(afterError)).toMatchObject([
		{ json: { error: { message: 'API Key in the credential is empty' } } },
	]);
	expect([...first.requests, ...second.requests]).toHaveLength(2);
});

describe('asleep there is no item to evaluate the credential with', () => {
	const sleeping = { ...uploadUrl, waitFor: 'callback' };

	it('so it is refused before anything is sent', async () => {
		const result = await run(sleeping, itemsFor([first]));

		expect(result.error?.message).toContain('Wait For');
		expect(result.error?.description).toContain('Until Indexed (Polling)');
		expect(first.requests).toEqual([]);
	});

	it('for every item, where errors let the others go on', async () => {
		const result = await run(sleeping, itemsFor([first, second]), 'continueErrorOutput');

		expect(result.outputOf(nodeName)).toEqual([]);
		expect(result.outputOf(afterError)).toHaveLength(2);
		expect([...first.requests, ...second.requests]).toEqual([]);
	});
});
