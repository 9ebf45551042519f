import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { INodeExecutionData, OnError } from 'n8n-workflow';
import { nodeName, runNode, type WorkflowResult } from '../engine/harness.cjs';
import type { PassingTime } from '../engine/simulatedTime.cjs';
import { linkOf, newKey } from '../engine/useSandbox.cjs';
import type { Fault } from './faults.cjs';
import type { Hosts } from './hosts.cjs';
import { asksLibrary, fillLibrary, itemsFor, traceOf, type Operation } from './operations.cjs';

/** One fault in one operation. */
export interface Cell {
	readonly fault: Fault;
	readonly operation: Operation;
}

/** Whether the operation of a cell sends again what its fault has struck. */
export function isRepeated({ fault, operation }: Cell): boolean {
	return fault.repeats === 'all' || (fault.repeats === 'reads' && operation.effect === 'read');
}

interface RunSettings {
	readonly items: number;
	readonly onError: OnError;
	/** How many requests the fault strikes; all unless given. */
	readonly times?: number;
	readonly maxRetries: number;
}

type Link = ReturnType<typeof linkOf>;

/** An item on the error output. */
interface FailedItem {
	/** Which input item it is linked to. */
	readonly item: Link;
	/** The input item's own field, which n8n adds. */
	readonly name: unknown;
	readonly message: string;
	readonly description?: string;
	readonly code?: string;
}

/** What came of one run of the node. */
export interface Run {
	readonly settings: RunSettings;
	readonly result: WorkflowResult;
	/** That reached the server. */
	readonly requests: number;
	/** That ended with an error of the connection, whether or not they reached the server. */
	readonly lostRequests: number;
	/** That reached a host which they must not reach. */
	readonly strayRequests: number;
	/** Of each item, how many requests the server has taken in, answered or not. */
	readonly taken: number[];
	/** In seconds, of the time that the run lives in. */
	readonly took: number;
	/** The error that stopped the run. */
	readonly error: WorkflowResult['error'];
	/** Which input item each output item is linked to. */
	readonly succeeded: Link[];
	readonly failed: FailedItem[];
}

/** Whether the node sent, or tried to send, what a run was about more than once. */
export function wasRepeated({ requests, lostRequests }: Run): boolean {
	return requests > 1 || lostRequests > 1;
}

/** What came of a cell. */
export interface Outcome extends Cell {
	/** One item, every request struck; an error stops the workflow. */
	readonly stopped: Run;
	/** Three items, one request struck, nothing repeated; errors go to the error output. */
	readonly continued: Run;
	/** Three items, as many requests struck as may be repeated. Only where the fault is repeated. */
	readonly passed?: Run;
}

export const ITEMS = 3;
export const MAX_RETRIES = 2;

/** Runs a cell in every way that it has to be seen. */
export async function outcomeOf(cell: Cell, hosts: Hosts, time: PassingTime): Promise<Outcome> {
	const run = async (settings: RunSettings) => await runCell(cell, settings, hosts, time);
	const stopped = await run({ items: 1, onError: 'stopWorkflow', maxRetries: MAX_RETRIES });
	const continued = await run({
		items: ITEMS,
		onError: 'continueErrorOutput',
		times: 1,
		maxRetries: 0,
	});
	// A server that is not there cannot be there the next time.
	if (!isRepeated(cell) || cell.fault.request === 'not sent') {
		return { ...cell, stopped, continued };
	}
	const passed = await run({
		items: ITEMS,
		onError: 'stopWorkflow',
		times: MAX_RETRIES,
		maxRetries: MAX_RETRIES,
	});
	return { ...cell, stopped, continued, passed };
}

/** In bytes. */
const FILE_SIZE = 64 * 1024;

/** More than a connection swallows while nobody reads it. */
const LONG_FILE_SIZE = 16 * 1024 * 1024;

/** On which Node.js announces that a request has ended with an error. */
const REQUEST_LOST = 'http.client.request.error';

/** Counts the requests that end with an error until the promise is settled. */
async function countLost<T>(promise: Promise<T>): Promise<[lost: number, value: T]> {
	const lost = new Set<unknown>();
	const add = (message: unknown) => {
		lost.add((message as { request: unknown }).request);
	};
	subscribe(REQUEST_LOST, add);
	try {
		const value = await promise;
		return [lost.size, value];
	} finally {
		unsubscribe(REQUEST_LOST, add);
	}
}

/** Runs the operation of a cell, with its fault, on a library that is otherwise as it should be. */
async function runCell(
	{ fault, operation }: Cell,
	settings: RunSettings,
	hosts: Hosts,
	time: PassingTime,
): Promise<Run> {
	const { api, elsewhere, selfSigned } = hosts;
	for (const host of [api, elsewhere, selfSigned]) host.reset();
	api.key = newKey();
	if (asksLibrary(operation)) fillLibrary(api, operation, settings.items);
	const arranged = fault.arrange(hosts);
	if (!('baseUrl' in arranged)) {
		const { endpoint, oneRequestForAll } = operation;
		// The first of several items is spared, so that an error which is linked to a wrong one shows.
		if (settings.items > 1 && !oneRequestForAll) {
			api.fault({ kind: 'delay', ms: 0, endpoint, times: 1 });
		}
		api.fault({ ...arranged, endpoint, times: settings.times });
	}
	const baseUrl = 'baseUrl' in arranged ? arranged.baseUrl : api.url;

	const items = await itemsFor(
		operation,
		settings.items,
		fault.whileSending ? LONG_FILE_SIZE : FILE_SIZE,
	);
	const startedAt = Date.now();
	const [lostRequests, result] = await countLost(
		time.pass(
			runNode({
				parameters: { ...operation.parameters, options: { maxRetries: settings.maxRetries } },
				items,
				onError: settings.onError,
				credentials: { memoriesAiApi: { apiKey: api.key, apiVersion: 'v1', baseUrl } },
			}),
		),
	);
	return {
		settings,
		result,
		requests: api.requests.length,
		lostRequests,
		strayRequests: elsewhere.requests.length + selfSigned.requests.length,
		taken: items.map((_, index) => timesTaken(hosts, traceOf(operation, index))),
		took: (Date.now() - startedAt) / 1000,
		error: result.error,
		succeeded: result.outputOf(nodeName).map(linkOf),
		failed: result.outputOf(nodeName, 1).map(readFailedItem),
	};
}

function readFailedItem(item: INodeExecutionData): FailedItem {
	const { error, name } = item.json;
	return { item: linkOf(item), name, ...(error as Pick<FailedItem, 'message'>) };
}

/** How many requests for an item, which what it has sent is told by, were taken in. */
function timesTaken({ api }: Hosts, trace: string): number {
	return api.requests.filter(
		({ taken, query, fields, body }) =>
			taken && JSON.stringify([query, fields, body]).includes(trace),
	).length;
}
