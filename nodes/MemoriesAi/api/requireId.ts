import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Json, JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';

/**
 * Takes the id out of a reply to something that was just uploaded or started.
 *
 * @param idName the id's name on the wire, which output items keep
 * @returns the reply's `data`, flat, with the id as text
 * @throws NodeApiError when the reply has no such id
 */
export function requireId(
	context: IExecuteFunctions,
	itemIndex: number,
	data: Json,
	idName: string,
): IDataObject {
	const id = isJsonObject(data)
		? (textOf(data[idName]) ?? textOf(data[inSnakeCase(idName)]))
		: undefined;
	if (!isJsonObject(data) || id === undefined) {
		throw missingId(context, itemIndex, idName, data);
	}
	return { ...data, [idName]: id };
}

/** What it may have cost is not lost because of a spelling: other replies have the same ids so. */
function inSnakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @throws NodeApiError always typed as one: Memories.ai said yes, but not what came of it */
export function missingId(
	context: IExecuteFunctions,
	itemIndex: number,
	idName: string,
	data: Json,
): NodeApiError {
	const plain: JsonObject = { message: `no ${idName}` };
	return new NodeApiError(context.getNode(), plain, {
		message: `Memories.ai accepted the request but sent no ${idName}`,
		description: `It may have been charged: check your Memories.ai library before you run it again. The reply was: ${JSON.stringify(data).slice(0, 300)}.`,
		itemIndex,
	});
}
