import type { JsonObject } from '../transport/json';
import { isJsonObject } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';
import { nullWhereUnknown } from './notFound';

/**
 * The videos of a scrape, in both shapes that the API answers with: objects with a status, or bare
 * ids.
 *
 * @returns an empty list while it is still downloading, and mostly where there is no such task;
 *   `undefined` when Memories.ai says that there is none
 */
export async function getTaskVideos(
	client: ApiClient,
	taskId: string,
	uniqueId?: string,
): Promise<JsonObject[] | undefined> {
	const data = await nullWhereUnknown(
		client.request(endpoints.task.getStatus, { taskId, uniqueId }),
	);
	if (!isJsonObject(data)) return undefined;
	if (Array.isArray(data.videos)) return data.videos.filter(isJsonObject);
	const ids = Array.isArray(data.video_ids) ? data.video_ids : [];
	return ids.map((video_no) => ({ video_no }));
}
