import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { someListIn } from './endpoints/validData';
import { collectPages, totalCountOf } from './pages';

/** What a page has unless asked for more; how much more it may be is not documented. */
const MEMORIES_PAGE = 20;

/**
 * Reads memories page by page. What the replies look like is not documented, so the list is taken as it
 * comes, bare or under a name.
 *
 * @param endpoint that lists or searches them
 * @param limit `Infinity` for all
 */
export async function collectMemories(
	client: ApiClient,
	endpoint: Endpoint<'envelope'>,
	fields: Fields,
	limit: number,
): Promise<JsonObject[]> {
	const size = Math.min(limit, MEMORIES_PAGE);
	return await collectPages(limit, memoryIdOf, async (page) => {
		const data = await client.request(endpoint, { ...fields, page, size });
		const rows = (someListIn(data) ?? []).filter(isJsonObject).map(withTextId);
		return { rows, totalCount: isJsonObject(data) ? totalCountOf(data) : undefined };
	});
}

/** A short id comes as a number, a long one as text: they come out alike. */
function withTextId({ id, ...memory }: JsonObject): JsonObject {
	const text = textOf(id);
	return text === undefined ? memory : { id: text, ...memory };
}

function memoryIdOf({ id }: JsonObject): string | undefined {
	return textOf(id);
}
