import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { haltRun } from '../transport/request';
import { InvalidParameter } from '../errors/invalidParameter';
import { readConcurrency } from '../parameters/options';
import type { NodeFailure } from '../errors/itemError';
import {
	asNodeError,
	codeOf,
	continuesOnFail,
	errorItem,
	mentionReceived,
} from '../errors/itemError';
import type { Operation } from './operation';
import { prepareWait, waitForAll } from '../wait/waitForJobs';

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
	operations: readonly Operation[],
): Promise<INodeExecutionData[]> {
	const operation = findOperation(context, operations);
	const settings = await prepareWait(context, operation);
	const itemCount = context.getInputData().length;
	const groups =
		operation.group?.(context, itemCount) ??
		Array.from({ length: itemCount }, (_, index) => [index]);

	const output = await runGroups(context, operation, groups);
	return settings ? await waitForAll(context, operation, settings, output) : output;
}

function findOperation(context: IExecuteFunctions, operations: readonly Operation[]): Operation {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const value: unknown = context.getNodeParameter('operation', 0);
	const found = operations.find(
		(operation) => operation.resource === resource && operation.value === value,
	);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${String(value)}" for "${String(resource)}"`,
		{ description: 'Choose another Operation, or update n8n-nodes-memories-ai.' },
	);
}

/**
 * Several groups at a time. The first failure lets no other group begin or be repeated; what is under
 * way is finished, because it may be charged.
 *
 * @returns the output items in the order of the groups
 */
async function runGroups(
	context: IExecuteFunctions,
	operation: Operation,
	groups: readonly number[][],
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[][] = groups.map(() => []);
	const failures: NodeFailure[] = [];
	const next = groups.entries();
	const worker = async () => {
		for (const [index, group] of next) {
			if (failures.length > 0) return;
			try {
				results[index] = await runGroup(context, operation, group);
			} catch (error) {
				failures.push(asNodeError(context.getNode(), error, group[0] ?? 0));
				haltRun(context);
			}
		}
	};
	const workers = Math.min(concurrencyOf(context), groups.length);
	await Promise.all(Array.from({ length: workers }, worker));

	const [failure] = failures;
	if (failure) throw mentionReceived(failure, results.flat());
	return results.flat();
}

function concurrencyOf(context: IExecuteFunctions): number {
	try {
		return readConcurrency(context);
	} catch (error) {
		throw asNodeError(context.getNode(), error, 0);
	}
}

async function runGroup(
	context: IExecuteFunctions,
	operation: Operation,
	[first, ...others]: number[],
): Promise<INodeExecutionData[]> {
	if (first === undefined) return [];
	try {
		return await operation.run(context, [first, ...others]);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, first);
		if (!continuesOnFail(context)) throw failure;

		// Nothing was sent yet, and it is one item's doing: the others of the group go without it.
		const culprit = failure.context.itemIndex;
		const group = [first, ...others];
		if (error instanceof InvalidParameter && typeof culprit === 'number' && others.length > 0) {
			const rest = group.filter((item) => item !== culprit);
			const output = await runGroup(context, operation, rest);
			return [...output, errorItem(failure, culprit)];
		}
		return group.map((item) => errorItem(failure, item, codeOf(failure)));
	}
}
