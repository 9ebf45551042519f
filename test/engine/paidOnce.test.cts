import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { fillLibrary, operations, itemsFor, type Operation } from '../faults/operations.cjs';
import { storeBinary } from './binary.cjs';
import { afterError, nodeName, runNode, urlItems, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

/** Retry On Fail: n8n runs the node again, within the same execution. */
const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });

const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: '={{ $json.url }}' };

async function run(
	parameters: INodeParameters & { options?: INodeParameters },
	options: Partial<NodeOptions> = {},
) {
	return await runNode({
		parameters: {
			...parameters,
			options: { concurrency: 1, maxRetries: 0, ...parameters.options },
		},
		credentials: account.credentials(),
		maxTries: 3,
		...options,
	});
}

/** Strikes one request, after so many that are let through. */
function strikeAfter(requests: number, fault: Parameters<typeof account.sandbox.fault>[0]): void {
	for (let request = 0; request < requests; request++) {
		account.sandbox.fault({ kind: 'delay', ms: 0, endpoint: '*', times: 1 });
	}
	account.sandbox.fault({ ...fault, times: 1 });
}

/** The videos of uploads by URL, in order. */
const sources = () => account.sandbox.videos.map(({ sourceUrl }) => sourceUrl).sort();

it('sends again only the item that was refused', async () => {
	strikeAfter(2, { kind: 'code', code: '0402' });
	const result = await run(uploadUrl, { items: urlItems(4) });

	expect(result.status).toBe('success');
	expect(account.sandbox.requests).toHaveLength(5);
	expect(sources()).toHaveLength(4);
	const output = result.outputOf(nodeName);
	expect(output.map(linkOf)).toEqual([0, 1, 2, 3]);
	expect(new Set(output.map(({ json }) => json.videoNo)).size).toBe(4);
	expect(output.map(({ json }) => json.videoStatus)).toEqual(Array(4).fill('UNPARSE'));
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'the same with %s',
	async (onError) => {
		strikeAfter(0, { kind: 'code', code: '0402' });
		const result = await run(uploadUrl, { items: urlItems(3), onError });

		expect(account.sandbox.requests).toHaveLength(4);
		expect(sources()).toHaveLength(3);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
		expect(result.outputOf(afterError)).toEqual([]);
	},
);

it('what may have been taken fails again as before, and is not sent again', async () => {
	strikeAfter(0, { kind: 'status', status: 502, when: 'reply' });
	const result = await run(uploadUrl, { items: urlItems(1) });

	expect(account.sandbox.requests).toHaveLength(1);
	expect(result.error).toMatchObject({
		name: 'NodeApiError',
		httpCode: '502',
		context: { itemIndex: 0 },
	});
	expect(result.error?.description).toMatch(/charged[^]*library/);
	expect(result.error?.message).toMatch(/HTTP 502/);
});

it('a reply without an id is not paid for a second time', async () => {
	strikeAfter(0, { kind: 'body', text: '{"code":"0000","msg":"success","data":{}}' });
	const result = await run(uploadUrl, { items: urlItems(1) });

	expect(account.sandbox.requests).toHaveLength(1);
	expect(result.error?.message).toMatch(/sent no videoNo/);
});

it('Execute step after a failure sends all again: n8n hands on nothing that the node knew', async () => {
	strikeAfter(1, { kind: 'code', code: '0402' });
	const failed = await run(uploadUrl, { items: urlItems(2), maxTries: undefined });
	expect(failed.status).toBe('error');
	expect(sources()).toHaveLength(1);

	const step = { nodeName, runData: failed.runData };
	const result = await run(uploadUrl, { step, maxTries: undefined });
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
	expect(sources()).toHaveLength(3);
});

it('two items that send the same are two uploads', async () => {
	strikeAfter(1, { kind: 'code', code: '0402' });
	const items = [...urlItems(1), ...urlItems(1)];
	const result = await run(uploadUrl, { items });

	expect(account.sandbox.requests).toHaveLength(3);
	expect(sources()).toHaveLength(2);
	expect(new Set(result.outputOf(nodeName).map(({ json }) => json.videoNo)).size).toBe(2);
});

it('an item that sends something else the next time is sent', async () => {
	strikeAfter(1, { kind: 'code', code: '0402' });
	await run(
		{ ...uploadUrl, additionalFields: { tags: '={{ Math.random() }}' } },
		{ items: urlItems(2) },
	);

	expect(account.sandbox.requests).toHaveLength(4);
});

it('files are told apart by name and size', async () => {
	strikeAfter(1, { kind: 'code', code: '0402' });
	const items: INodeExecutionData[] = [];
	for (const fileName of ['a.mp4', 'b.mp4']) {
		const data = await storeBinary(
			{ content: { size: 1000 }, fileName, mimeType: 'video/mp4' },
			'filesystem',
		);
		items.push({ json: {}, binary: { data } });
	}
	const result = await run(
		{ resource: 'video', operation: 'uploadFile' },
		{ items, binaryMode: 'filesystem' },
	);

	const names = account.sandbox.requests.map(({ files }) => files[0]?.filename);
	expect(names).toEqual(['a.mp4', 'b.mp4', 'b.mp4']);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
});

it('what is only read is read again', async () => {
	account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
	const result = await run({ resource: 'video', operation: 'getAll' });

	expect(account.sandbox.requests).toHaveLength(2);
	expect(result.status).toBe('success');
});

it('a wait that was not in time waits again, for the same video', async () => {
	account.sandbox.settings.indexAfterMs = 60 * 60_000;
	const result = await run(
		{ ...uploadUrl, waitFor: 'polling', waitOptions: { timeout: 0 } },
		{ items: urlItems(2) },
	);

	const uploads = account.sandbox.requests.filter(({ path }) => path.endsWith('/upload_url'));
	expect(uploads).toHaveLength(2);
	expect(result.error?.message).toMatch(/not ready in time/);
});

it('nothing is left in what n8n keeps of the node when all has succeeded', async () => {
	strikeAfter(1, { kind: 'code', code: '0402' });
	const { run: saved } = await run(uploadUrl, { items: urlItems(3) });

	expect(saved.status).toBe('success');
	expect(JSON.stringify(saved.data.executionData?.contextData)).not.toContain('memoriesAiPaid');
});

const charging = operations.filter(({ effect }) => effect === 'charge');

it.each(charging.map((operation): [string, Operation] => [operation.title, operation]))(
	'%s: three items, the last refused once, are paid for once each',
	async (_title, operation) => {
		fillLibrary(account.sandbox, operation, 3);
		strikeAfter(2, { kind: 'code', code: '0402' });
		const result = await run(operation.parameters, {
			items: await itemsFor(operation, 3, 1000),
			binaryMode: 'memory',
		});

		expect(result.status).toBe('success');
		expect(account.sandbox.requests.filter(({ taken }) => taken)).toHaveLength(3);
		expect(account.sandbox.requests).toHaveLength(4);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
	},
);
