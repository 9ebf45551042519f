import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { NodeFailure } from '../errors/itemError';
import {
	asNodeError,
	continuesOnFail,
	errorCodeOf,
	errorItem,
	mentionReceived,
} from '../errors/itemError';
import { readConcurrency } from '../parameters/options';
import { haltRun } from '../transport/request';
import type { Job } from '../wait/job';
import { checkCanWait, prepareWait } from '../wait/prepare';
import { waitForJobs } from '../wait/waitForJobs';
import type { WaitSettings } from '../wait/waitOptions';
import { ItemClients } from './itemClients';
import type { Operation, Resource } from './operation';

/** One execution of the node. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly operation: Operation;
	readonly clients: ItemClients;
	/** How to wait for what the operation begins, where the user wants that. */
	readonly wait?: WaitSettings;
}

/** An output item, and whether it is what the operation put out or an error. */
interface Result {
	readonly item: INodeExecutionData;
	readonly failed: boolean;
}

/**
 * Runs the operation that the user chose, for all input items, and waits for what came of it where
 * the user wants that.
 *
 * @returns the output items; with Continue On Fail also one per item that did not succeed, which
 *   n8n sends to the error output where there is one
 * @throws NodeApiError or NodeOperationError of the first item that does not succeed, without
 *   Continue On Fail
 */
export async function runOperation(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): Promise<INodeExecutionData[]> {
	const operation = findOperation(context, resources);
	const clients = new ItemClients(context, operation);
	try {
		const { waits } = operation;
		const wait = waits && prepareWait(context, waits.always === true);
		const run: Run = { context, operation, clients, wait };
		const results = await runGroups(run, await groupsOf(run), readConcurrency(context));
		return await finish(run, results);
	} catch (error) {
		throw asNodeError(context.getNode(), error, 0);
	}
}

function findOperation(context: IExecuteFunctions, resources: readonly Resource[]): Operation {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const value: unknown = context.getNodeParameter('operation', 0);
	const found = resources
		.find((one) => one.value === resource)
		?.operations.find((operation) => operation.value === value);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${String(value)}" for "${String(resource)}"`,
		{ description: 'Choose another Operation, or update n8n-nodes-memories-ai.' },
	);
}

/** @returns which items run together; never those of different accounts */
async function groupsOf({ context, operation, clients }: Run): Promise<number[][]> {
	const itemCount = context.getInputData().length;
	const groups = operation.group?.(context, itemCount);
	if (!groups) return Array.from({ length: itemCount }, (_, index) => [index]);
	const cut = groups.map(async (group) =>
		group.length > 1 ? await clients.byAccount(group) : [group],
	);
	return (await Promise.all(cut)).flat();
}

/**
 * Several groups at a time. The first failure lets no other group begin or be repeated; what is under
 * way is finished, because it may be charged.
 *
 * @returns the results in the order of the input items
 */
async function runGroups(
	run: Run,
	groups: readonly number[][],
	concurrency: number,
): Promise<Result[]> {
	const { context, operation } = run;
	const results: Result[][] = groups.map(() => []);
	const failures: NodeFailure[] = [];
	const next = groups.entries();
	const worker = async () => {
		for (const [index, group] of next) {
			if (failures.length > 0) return;
			try {
				results[index] = await runGroup(run, group);
			} catch (error) {
				failures.push(asNodeError(context.getNode(), error, group[0] ?? 0));
				haltRun(context);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, groups.length) }, worker));

	const ordered = results.flat().sort((a, b) => inputOf(a.item) - inputOf(b.item));
	const [failure] = failures;
	if (failure) throw mentionReceived(failure, broughtIn(operation, ordered));
	return ordered;
}

/** @returns the ids of what the operation has brought in */
function broughtIn({ bringsIn }: Operation, results: readonly Result[]): string[] {
	if (bringsIn === undefined) return [];
	return results.filter(({ failed }) => !failed).map(({ item }) => String(item.json[bringsIn]));
}

async function runGroup(run: Run, group: readonly number[]): Promise<Result[]> {
	const { context, operation, clients, wait } = run;
	const [first, ...others] = group;
	if (first === undefined) return [];
	try {
		const client = await clients.of(first);
		if (wait) await checkCanWait(context, wait, client.account);
		const output = await operation.run(context, [first, ...others], client);
		return output.map((item) => ({ item, failed: false }));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, first);
		if (!continuesOnFail(context)) throw failure;

		// Nothing was sent yet, and it is one item's doing: the others of the group go without it.
		const culprit = failure.context.itemIndex;
		if (error instanceof InvalidParameter && typeof culprit === 'number' && others.length > 0) {
			const rest = group.filter((item) => item !== culprit);
			return [...(await runGroup(run, rest)), failedResult(failure, culprit)];
		}
		return group.map((item) => failedResult(failure, item, errorCodeOf(failure)));
	}
}

function failedResult(failure: NodeFailure, item: number, code?: string): Result {
	return { item: errorItem(failure, item, code), failed: true };
}

/** Waits for what the operation has begun, where the user wants that. */
async function finish(run: Run, results: readonly Result[]): Promise<INodeExecutionData[]> {
	const { context, operation, clients, wait } = run;
	if (!wait) return results.map(({ item }) => item);
	return await waitForJobs(context, {
		settings: wait,
		output: results.map((result) => ({ item: result.item, job: jobOf(run, result) })),
		bringsIn: operation.bringsIn !== undefined,
		checkAtOnce: operation.waits?.always === true,
		clientOf: async (itemIndex) => await clients.of(itemIndex),
	});
}

function jobOf({ context, operation }: Run, { item, failed }: Result): Job | undefined {
	if (failed || !operation.waits) return undefined;
	const index = inputOf(item);
	return { item: index, json: item.json, ...operation.waits.targetOf(context, index, item.json) };
}

function inputOf({ pairedItem }: INodeExecutionData): number {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
}
