import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isTool, isWithinAgent, messageForAgent } from './agentTool';
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
 * @param failure with the node, where the node may be an agent's tool
 * @param ids what was already received for the item, so that nothing paid for is lost
 */
export function errorItem(
	failure: { message: string; description?: string | null; node?: INode },
	item: number,
	code?: string,
	ids: IDataObject = {},
): INodeExecutionData {
	const { message, description, node } = failure;
	const text =
		node && isTool(node) ? { message: messageForAgent(failure) } : { message, description };
	// Of a pairedItem in this form n8n adds the input item's fields on the error output.
	return { json: { error: { ...text, code, ...ids } }, pairedItem: { item } };
}

/** @returns the error as it may leave the node: to an agent, its message says all */
export function asTold<F extends NodeFailure>(failure: F): F {
	if (isTool(failure.node)) failure.message = messageForAgent(failure);
	return failure;
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

/** Whether an item's failure comes out as an item and lets the others go on. */
export function continuesOnFail(context: IExecuteFunctions): boolean {
	if (context.getExecutionCancelSignal()?.aborted) return false;
	// An agent hears nothing at all of what a tool throws within its own step.
	return context.continueOnFail() || isWithinAgent(context);
}
