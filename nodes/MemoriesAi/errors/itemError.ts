import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { InvalidParameter } from './invalidParameter';
import { asSentence } from './sentence';

export type NodeFailure = NodeApiError | NodeOperationError;

/**
 * @param itemIndex the item it is attributed to, where the error does not say
 * @returns n8n's own kind of error for whatever an operation throws
 */
export function asNodeError(node: INode, error: unknown, itemIndex: number): NodeFailure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof InvalidParameter) {
		return new NodeOperationError(node, error.message, {
			description: error.description,
			itemIndex: error.itemIndex ?? itemIndex,
		});
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

/**
 * The output item of an input item that did not succeed.
 *
 * n8n tells an item that belongs to the error output by its only field, `error`; an `error` beside
 * `json` would make n8n replace both by the bare message.
 *
 * @param ids what was already received for the item, so that nothing paid for is lost
 */
export function errorItem(
	{ message, description }: { message: string; description?: string | null },
	item: number,
	code?: string,
	ids: IDataObject = {},
): INodeExecutionData {
	// Of a pairedItem in this form n8n adds the input item's fields on the error output.
	return { json: { error: { message, description, code, ...ids } }, pairedItem: { item } };
}

/** @returns the code that Memories.ai, or the HTTP status that something else, has answered with */
export function errorCodeOf(failure: NodeFailure): string | undefined {
	return failure instanceof NodeApiError ? (failure.httpCode ?? undefined) : undefined;
}

/**
 * Adds to an error, which ends the run, what the run has already got for its other items.
 *
 * @param ids of what was brought in, and may have been paid for
 */
export function mentionReceived(failure: NodeFailure, ids: readonly string[]): NodeFailure {
	if (ids.length > 0) {
		const received = `Already received: ${[...new Set(ids)].join(', ')}.`;
		failure.description = `${asSentence(failure.description ?? '')} ${received}`.trim();
	}
	return failure;
}

/** Whether an item's failure lets the others go on. */
export function continuesOnFail(context: IExecuteFunctions): boolean {
	return context.continueOnFail() && !context.getExecutionCancelSignal()?.aborted;
}
