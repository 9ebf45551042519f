import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { errorItem, mentionReceived } from '../errors/itemError';
import type { JobTarget } from './job';
import { resultsOf } from './results';
import type { Wait } from './state';

/**
 * The ids of a job, which must not be lost.
 *
 * @param result of one of its videos
 */
export function idsOf({ videoNo, taskId }: JobTarget, result: IDataObject = {}): IDataObject {
	const ids = { videoNo: result.videoNo ?? videoNo, taskId };
	return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
}

/** @returns the first failure; whether it ends the run or its item carries it is the caller's to say */
export function failureOf(
	context: IExecuteFunctions | IWebhookFunctions,
	{ progress, settings, bringsIn }: Wait,
): NodeOperationError | undefined {
	const results = progress.flatMap((one) =>
		resultsOf(one, settings).map((result) => ({ ...result, ids: idsOf(one.job, result.json) })),
	);
	const failed = results.find(({ failure }) => failure);
	if (!failed?.failure) return undefined;
	const { message, description } = failed.failure;
	const { item: itemIndex } = failed;
	const failure = new NodeOperationError(context.getNode(), message, { description, itemIndex });
	if (bringsIn)
		mentionReceived(failure, results.flatMap(({ ids }) => Object.values(ids)).map(String));
	return failure;
}

/** @returns the output items; one that did not succeed carries its failure */
export function toItems({ slots, progress, settings }: Wait): INodeExecutionData[] {
	return slots.flatMap((slot) => {
		if ('item' in slot) return [slot.item];
		const one = progress[slot.job];
		if (!one) return [];
		return resultsOf(one, settings).map(({ item, json, failure }) =>
			failure
				? errorItem(failure, item, undefined, idsOf(one.job, json))
				: { json, pairedItem: { item } },
		);
	});
}
