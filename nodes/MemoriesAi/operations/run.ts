import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { InvalidParameter } from '../../parameters/invalidParameter';
import type { Operation } from './operation';

/**
 * Runs the operation that the user chose, for all input items.
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
	const itemCount = context.getInputData().length;
	const groups =
		operation.group?.(context, itemCount) ??
		Array.from({ length: itemCount }, (_, index) => [index]);

	const output: INodeExecutionData[] = [];
	for (const group of groups) output.push(...(await runGroup(context, operation, group)));
	return output;
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

async function runGroup(
	context: IExecuteFunctions,
	operation: Operation,
	[first, ...others]: number[],
): Promise<INodeExecutionData[]> {
	if (first === undefined) return [];
	try {
		return await operation.run(context, [first, ...others]);
	} catch (error) {
		const failure = asNodeError(context, error, first);
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw failure;

		// Nothing was sent yet, and it is one item's doing: the others of the group go without it.
		const culprit = failure.context.itemIndex;
		const group = [first, ...others];
		if (error instanceof InvalidParameter && typeof culprit === 'number' && others.length > 0) {
			const rest = group.filter((item) => item !== culprit);
			const output = await runGroup(context, operation, rest);
			return [...output, errorItem(failure, culprit)];
		}
		return group.map((item) => errorItem(failure, item));
	}
}

type NodeFailure = NodeApiError | NodeOperationError;

function asNodeError(context: IExecuteFunctions, error: unknown, itemIndex: number): NodeFailure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof InvalidParameter) {
		return new NodeOperationError(context.getNode(), error.message, {
			description: error.description,
			itemIndex: error.itemIndex ?? itemIndex,
		});
	}
	return new NodeOperationError(context.getNode(), error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

/**
 * n8n tells an item that belongs to the error output by its only field, `error`; an `error` beside
 * `json` would make n8n replace both by the bare message.
 */
function errorItem(failure: NodeFailure, item: number): INodeExecutionData {
	const { message, description } = failure;
	const code = failure instanceof NodeApiError ? (failure.httpCode ?? undefined) : undefined;
	// Of a pairedItem in this form n8n adds the input item's fields on the error output.
	return { json: { error: { message, description, code } }, pairedItem: { item } };
}
