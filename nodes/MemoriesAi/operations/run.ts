import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { InvalidParameter } from '../../parameters/invalidParameter';
import { asNodeError, codeOf, continuesOnFail, errorItem, mentionReceived } from './failure';
import type { Operation } from './operation';
import { prepareWait, waitForAll } from './wait';

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

	const output: INodeExecutionData[] = [];
	for (const group of groups) output.push(...(await runGroup(context, operation, group, output)));
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

/** @param before what came of the groups before */
async function runGroup(
	context: IExecuteFunctions,
	operation: Operation,
	[first, ...others]: number[],
	before: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (first === undefined) return [];
	try {
		return await operation.run(context, [first, ...others]);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, first);
		if (!continuesOnFail(context)) throw mentionReceived(failure, before);

		// Nothing was sent yet, and it is one item's doing: the others of the group go without it.
		const culprit = failure.context.itemIndex;
		const group = [first, ...others];
		if (error instanceof InvalidParameter && typeof culprit === 'number' && others.length > 0) {
			const rest = group.filter((item) => item !== culprit);
			const output = await runGroup(context, operation, rest, before);
			return [...output, errorItem(failure, culprit)];
		}
		return group.map((item) => errorItem(failure, item, codeOf(failure)));
	}
}
