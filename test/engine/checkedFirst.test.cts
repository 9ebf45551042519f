import type { INodeParameters } from 'n8n-workflow';

import { fillLibrary, itemsFor, operations, type Operation } from '../faults/operations.cjs';
import { afterError, afterSuccess, nodeName, runNode, urlItems } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

/** What is not right is found before anything is sent, and is never taken for a success. */
const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });

const charging = operations.filter(({ effect }) => effect === 'charge');

/** The operation, with a field that is not right for the last of three items. */
function lastIsWrong({ parameters }: Operation): INodeParameters {
	if (parameters.resource === 'chat') {
		return { ...parameters, sessionId: '={{ $json.name === "item-2" ? { no: "text" } : "" }}' };
	}
	const additionalFields = parameters.additionalFields as INodeParameters | undefined;
	return { ...parameters, additionalFields: { ...additionalFields, ...wrongField(parameters) } };
}

function wrongField({ resource, operation }: Operation['parameters']): INodeParameters {
	if (resource === 'image' || resource === 'memory') {
		return { tags: '={{ $json.name === "item-2" ? { no: "tag" } : "a" }}' };
	}
	if (operation === 'download') {
		return { uniqueId: '={{ $json.name === "item-2" ? { no: "text" } : "" }}' };
	}
	return { callbackUrl: '={{ $json.name === "item-2" ? "nowhere" : "" }}' };
}

describe.each(charging.map((operation): [string, Operation] => [operation.title, operation]))(
	'%s, three items, the last not filled in right, one at a time',
	(_title, operation) => {
		async function run(onError: 'stopWorkflow' | 'continueErrorOutput') {
			fillLibrary(account.sandbox, operation, 3);
			return await runNode({
				parameters: { ...lastIsWrong(operation), options: { concurrency: 1 } },
				items: await itemsFor(operation, 3, 1000),
				credentials: account.credentials(),
				binaryMode: 'memory',
				onError,
			});
		}

		it('stops before the first is sent', async () => {
			const result = await run('stopWorkflow');

			expect(result.error).toMatchObject({ context: { itemIndex: 2 } });
			expect(account.sandbox.requests).toEqual([]);
		});

		it('sends the other two where errors let them go on', async () => {
			const result = await run('continueErrorOutput');

			expect(account.sandbox.requests).toHaveLength(2);
			expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
			expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([2]);
		});
	},
);

it('what the API version does not have is found before the first is sent, too', async () => {
	const result = await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: '={{ $json.url }}',
			additionalFields: { tags: '={{ $itemIndex === 2 ? "a" : "" }}' },
			options: { concurrency: 1 },
		},
		items: urlItems(3),
		credentials: account.credentials({ apiVersion: 'v1.1' }),
	});

	expect(result.error?.message).toBe('Tags does not exist in API Version Legacy 1.1');
	expect(account.sandbox.requests).toEqual([]);
});

describe('what is wrong with the node as a whole', () => {
	const upload = { resource: 'video', operation: 'uploadUrl', url: '={{ $json.url }}' };
	const wrong: Array<[string, INodeParameters, { apiVersion?: string; apiKey?: string }]> = [
		[
			'a legacy credential while waiting',
			{ ...upload, waitFor: 'polling' },
			{ apiVersion: 'v1.1' },
		],
		['an empty key while waiting', { ...upload, waitFor: 'polling' }, { apiKey: ' ' }],
		[
			'a Timeout that is none',
			{ ...upload, waitFor: 'polling', waitOptions: { timeout: 'soon' } },
			{},
		],
		['a Concurrency that is none', { ...upload, options: { concurrency: 0 } }, {}],
		['an operation that does not exist', { ...upload, operation: 'fly' }, {}],
		['a Wait For that does not exist', { ...upload, waitFor: 'godot' }, {}],
	];

	it.each(
		wrong.flatMap((one) => [
			[...one, 'continueRegularOutput'] as const,
			[...one, 'continueErrorOutput'] as const,
		]),
	)('%s: one error item for each input item', async (_what, parameters, credential, onError) => {
		const result = await runNode({
			parameters,
			items: urlItems(3),
			credentials: account.credentials(credential),
			onError,
		});

		const errors = onError === 'continueErrorOutput' ? 1 : 0;
		const output = result.outputOf(nodeName, errors);
		expect(output.map(linkOf)).toEqual([0, 1, 2]);
		for (const { json } of output) expect(json).toHaveProperty('error.message');
		if (errors === 1) expect(result.outputOf(afterSuccess)).toEqual([]);
		expect(result.outputOf(afterError)).toHaveLength(errors * 3);
		expect(account.sandbox.requests).toEqual([]);
	});

	it('an n8n that cannot be called back, while sleeping', async () => {
		const result = await runNode({
			parameters: { ...upload, waitFor: 'callback' },
			items: urlItems(2),
			credentials: account.credentials({ baseUrl: 'https://api.memories.ai' }),
			onError: 'continueErrorOutput',
		});

		expect(result.outputOf(afterSuccess)).toEqual([]);
		expect(result.outputOf(afterError)).toHaveLength(2);
	});
});

it('Wait For takes no expression, because one choice holds for all items', async () => {
	const result = await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: '={{ $json.url }}',
			waitFor: '={{ $itemIndex === 0 ? "nothing" : "callback" }}',
		},
		items: urlItems(2),
		credentials: account.credentials(),
	});

	expect(result.error?.message).toBe('Wait For is not one of its list');
	expect(account.sandbox.requests).toEqual([]);
});
