import type { INode, INodeExecutionData, INodeParameters, IRunData } from 'n8n-workflow';

import {
	nodeName,
	runNode,
	runWorkflow,
	type NodeOptions,
	type WorkflowResult,
} from '../engine/harness.cjs';
import { memoriesAiType } from '../engine/node-types.cjs';
import { linkOf, newKey } from '../engine/useSandbox.cjs';
import {
	asksLibrary,
	fillLibrary,
	itemsFor,
	traceOf,
	type Operation,
} from '../faults/operations.cjs';
import type { Sandbox } from '../sandbox/sandbox.cjs';
import type { Mode } from './modes.cjs';

/** What came of an operation in a mode. */
export interface Cell {
	readonly mode: Mode;
	readonly operation: Operation;
	/** How many input items there were. */
	readonly items: number;
	readonly result: WorkflowResult;
	/** Which input item each output item is linked to, in order; of a loop, one round after the other. */
	readonly succeeded: unknown[];
	readonly failed: unknown[];
	/** Of each item, how many requests the server has taken in. */
	readonly taken: number[];
	/** That reached the server. */
	readonly requests: number;
}

/** In bytes. */
const FILE_SIZE = 1000;

/** Runs the operation in the mode. */
export async function runCell(mode: Mode, operation: Operation, api: Sandbox): Promise<Cell> {
	const items = mode.items ?? 3;
	api.key = newKey();
	prepare(api, operation, items);
	if (mode.refusesOne) {
		const { endpoint, oneRequestForAll } = operation;
		if (!oneRequestForAll) api.fault({ kind: 'delay', ms: 0, endpoint, times: 1 });
		api.fault({ kind: 'code', code: '0402', endpoint, times: 1 });
	}
	const input = await itemsFor(operation, items, FILE_SIZE);
	const options = optionsOf(mode, operation, input, api);
	let result = mode.loop ? await runLoop(options) : await runNode(options);
	if (mode.executeStep) {
		// What the earlier run has sent is not counted.
		prepare(api, operation, items);
		result = await runNode({ ...options, step: { nodeName, runData: result.runData } });
	}
	const output = itemsOf(result.runData);
	return {
		mode,
		operation,
		items,
		result,
		succeeded: output.filter((item) => !isError(item)).map(linkOf),
		failed: output.filter(isError).map(linkOf),
		taken: input.map((_, index) => timesTaken(api, traceOf(operation, index))),
		requests: api.requests.length,
	};
}

/** Forgets all requests, and fills the library with what the items ask for. */
function prepare(api: Sandbox, operation: Operation, items: number): void {
	api.reset();
	if (asksLibrary(operation)) fillLibrary(api, operation, items);
}

function optionsOf(
	{
		maxTries,
		onError,
		executeOnce,
		manual,
		binaryMode = 'memory',
		credentialOfItem,
		refusesOne,
	}: Mode,
	{ parameters }: Operation,
	input: INodeExecutionData[],
	{ key, url }: Sandbox,
): NodeOptions {
	const items = credentialOfItem
		? input.map((item) => ({ ...item, json: { ...item.json, key } }))
		: input;
	return {
		parameters: { ...parameters, options: { maxRetries: 0, ...inOrder(refusesOne) } },
		items,
		maxTries,
		onError,
		executeOnce,
		manual,
		binaryMode,
		credentials: {
			memoriesAiApi: {
				apiKey: credentialOfItem ? '={{ $json.key }}' : key,
				apiVersion: 'v1',
				baseUrl: url,
			},
		},
	};
}

/** One after the other, so that it is the second item's request that is refused. */
function inOrder(refusesOne?: true): INodeParameters {
	return refusesOne ? { concurrency: 1 } : {};
}

/** The node within Loop Over Items, which hands on one item at a time. */
async function runLoop({ parameters, items, credentials }: NodeOptions): Promise<WorkflowResult> {
	const node = (name: string, type: string, given: INode['parameters'], typeVersion: number) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: given,
	});
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const options = { requestsPerSecond: 1e6, ...parameters.options };
	return await runWorkflow({
		credentials,
		inputItems: items,
		nodes: [
			node('Trigger', 'n8n-nodes-base.manualTrigger', {}, 1),
			node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 1, options: {} }, 3),
			node(nodeName, memoriesAiType, { ...parameters, options }, 1),
		],
		connections: {
			Trigger: { main: [to('Loop')] },
			Loop: { main: [[], to(nodeName)] },
			[nodeName]: { main: [to('Loop')] },
		},
	});
}

/** The output of all runs and outputs of the node. */
function itemsOf(runData: IRunData): INodeExecutionData[] {
	return (runData[nodeName] ?? []).flatMap(({ data }) =>
		(data?.main ?? []).flatMap((output) => output ?? []),
	);
}

function isError({ json }: INodeExecutionData): boolean {
	return 'error' in json;
}

/** How many requests for an item, which what it has sent is told by, were taken in. */
function timesTaken({ requests }: Sandbox, trace: string): number {
	// item-1 is not item-10.
	const word = new RegExp(`${trace}(?!\\d)`);
	return requests.filter(
		({ taken, query, fields, body }) => taken && word.test(JSON.stringify([query, fields, body])),
	).length;
}
