import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { NodeFailure } from '../errors/itemError';
import {
	asNodeError,
	continuesOnFail,
	errorCodeOf,
	errorItem,
	mentionReceived,
} from '../errors/itemError';
import { receivedBefore } from '../errors/received';
import { haltRun } from '../transport/request';
import { checkCanWait } from '../wait/prepare';
import type { WaitSettings } from '../wait/waitOptions';
import type { ItemClients } from './itemClients';
import type { Operation, Prepared } from './operation';

/** One execution of the node. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly operation: Operation;
	readonly clients: ItemClients;
	/** How to wait for what the operation begins, where the user wants that. */
	readonly wait?: WaitSettings;
}

/** An output item, and whether it is what the operation put out or an error. */
export interface Result {
	readonly item: INodeExecutionData;
	readonly failed: boolean;
}

/** Input items that run together, found right; or what is wrong with them. */
type Group = { readonly items: readonly number[]; readonly prepared: Prepared } | Result[];

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
 * Reads and checks all items before anything is sent for one of them.
 *
 * @throws NodeApiError or NodeOperationError of the first item that is not right, without Continue On
 *   Fail
 */
export async function prepareGroups(run: Run): Promise<Group[]> {
	const groups: Group[] = [];
	for (const items of await groupsOf(run)) groups.push(...(await prepareGroup(run, items)));
	return groups;
}

async function prepareGroup(run: Run, items: readonly number[]): Promise<Group[]> {
	const { context, operation, clients, wait } = run;
	const [first, ...others] = items;
	if (first === undefined) return [];
	try {
		const client = await clients.of(first);
		if (wait) await checkCanWait(context, wait, client.account);
		const prepared = await operation.prepare(context, [first, ...others]);
		prepared.check?.(client);
		return [{ items, prepared }];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, first);
		if (!continuesOnFail(context)) throw failure;

		// It is one item's doing: the others of the group go without it.
		const culprit = failure.context.itemIndex;
		if (error instanceof InvalidParameter && typeof culprit === 'number' && others.length > 0) {
			const rest = items.filter((item) => item !== culprit);
			return [...(await prepareGroup(run, rest)), [failedResult(failure, culprit)]];
		}
		return [items.map((item) => failedResult(failure, item, errorCodeOf(failure)))];
	}
}

/**
 * Several groups at a time. The first failure lets no other group begin or be repeated; what is under
 * way is finished, because it may be charged.
 *
 * @returns the results in the order of the input items
 * @throws NodeApiError or NodeOperationError of the first item that does not succeed, without
 *   Continue On Fail
 */
export async function sendGroups(
	run: Run,
	groups: readonly Group[],
	concurrency: number,
): Promise<Result[]> {
	const { context } = run;
	const results: Result[][] = groups.map(() => []);
	const failures: NodeFailure[] = [];
	const next = groups.entries();
	const worker = async () => {
		for (const [index, group] of next) {
			if (failures.length > 0) return;
			try {
				results[index] = await sendGroup(run, group);
			} catch (error) {
				failures.push(asNodeError(context.getNode(), error, 0));
				haltRun(context);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, groups.length) }, worker));

	const ordered = results.flat().sort((a, b) => inputOf(a.item) - inputOf(b.item));
	const [failure] = failures;
	if (failure) throw mentionReceived(failure, broughtIn(run.operation, ordered));
	return ordered;
}

async function sendGroup({ context, clients }: Run, group: Group): Promise<Result[]> {
	if (!('prepared' in group)) return group;
	const { items, prepared } = group;
	const [first = 0] = items;
	try {
		const output = await prepared.send(await clients.of(first));
		return output.map((item) => ({ item, failed: false }));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, first);
		if (!continuesOnFail(context)) throw failure;
		return items.map((item) => failedResult(failure, item, errorCodeOf(failure)));
	}
}

function failedResult(failure: NodeFailure, item: number, code?: string): Result {
	return { item: errorItem(failure, item, code, receivedBefore(failure)), failed: true };
}

/** @returns the ids of what the operation has brought in */
function broughtIn({ bringsIn }: Operation, results: readonly Result[]): string[] {
	if (bringsIn === undefined) return [];
	return results.filter(({ failed }) => !failed).map(({ item }) => String(item.json[bringsIn]));
}

/** @returns the index of the input item that an output item comes from, or of the first of several */
export function inputOf({ pairedItem }: INodeExecutionData): number {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
}
