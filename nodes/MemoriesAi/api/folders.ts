import type { JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';

/** Where videos are that were put into no folder. */
export const DEFAULT_FOLDER = -1n;

/** Where the older API has put its videos; it can only be read. */
export const OLDER_API_FOLDER = -2n;

/** @returns the account's folders, each with its `folder_id` as text and its `folder_name` */
export async function listFolders(client: ApiClient): Promise<JsonObject[]> {
	const data = await client.request(endpoints.folder.list, {});
	const folders = isJsonObject(data) && Array.isArray(data.folders) ? data.folders : [];
	return folders.filter(isJsonObject).flatMap((folder) => {
		const folder_id = textOf(folder.folder_id);
		return folder_id === undefined ? [] : [{ ...folder, folder_id }];
	});
}
