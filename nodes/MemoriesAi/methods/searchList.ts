import type { ILoadOptionsFunctions, INode, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { clientFor } from '../api/client';
import { asNodeError, errorCodeOf } from '../errors/itemError';

/** Someone looks at the list meanwhile, so no long wait. */
const OPTIONS = { itemIndex: 0, maxRetries: 2, timeoutMs: 15_000 };

/**
 * Makes a list for the editor, with the credential that is chosen on the node.
 *
 * @throws NodeApiError when it cannot be had, which the editor shows in place of the list
 */
export async function searchList(
	context: ILoadOptionsFunctions,
	search: (client: ApiClient) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search(await clientFor(context, OPTIONS));
	} catch (error) {
		throw toListError(context.getNode(), error);
	}
}

/** Only of this kind of error, the editor shows more than the message. */
function toListError(node: INode, error: unknown): NodeApiError {
	const failure = asNodeError(node, error, OPTIONS.itemIndex);
	const { message, description } = failure;
	return new NodeApiError(
		node,
		{ message },
		{
			message,
			description: description ?? undefined,
			// By an HTTP status, the editor tells that the credential is to be looked at.
			httpCode: errorCodeOf(failure)?.replace(/^0(?=4\d\d$)/, ''),
			itemIndex: OPTIONS.itemIndex,
		},
	);
}
