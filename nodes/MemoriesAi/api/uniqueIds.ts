import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';

/** The namespace of what was brought in without a Unique ID, as the API names it. */
const DEFAULT_NAMESPACE = 'default';

/** @returns the account's Unique IDs, the default namespace among them where it has videos */
export async function listAllUniqueIds(client: ApiClient): Promise<string[]> {
	const data = await client.request(endpoints.uniqueId.list, {});
	const listed = isJsonObject(data) && Array.isArray(data.unique_ids) ? data.unique_ids : [];
	return listed.flatMap((uniqueId) => textOf(uniqueId) ?? []);
}

/** @returns the account's Unique IDs, without the default namespace */
export async function listUniqueIds(client: ApiClient): Promise<string[]> {
	const all = await listAllUniqueIds(client);
	return all.filter((uniqueId) => uniqueId !== DEFAULT_NAMESPACE);
}
