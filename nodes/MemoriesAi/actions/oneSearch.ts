import { bestFirst } from '../api/hits';
import type { ToOutput } from '../parameters/outputFields';
import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { JsonObject } from '../transport/json';
import type { Prepared } from './operation';
import { oneRequest } from './operation';

/**
 * A group that is one search, which puts out an item for each hit, best first.
 *
 * @param itemIndex the input item that asks
 * @param known of all hits, because it was asked for
 */
export function oneSearch(
	endpoint: Endpoint<'envelope'>,
	fields: Fields & { readonly limit?: number },
	itemIndex: number,
	toOutput: ToOutput,
	known?: JsonObject,
): Prepared {
	return oneRequest(endpoint, fields, (data) =>
		bestFirst(data)
			.slice(0, fields.limit)
			.map((hit) => ({ json: toOutput(hit, known), pairedItem: itemIndex })),
	);
}
