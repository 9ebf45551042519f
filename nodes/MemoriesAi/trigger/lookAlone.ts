import type { Callback } from '../api/callback';
import type { ApiClient } from '../api/client';
import { getTaskVideos } from '../api/tasks';
import { videoNoOf } from '../api/videoReply';
import { getVideo } from '../api/videos';
import type { JsonObject } from '../transport/json';

/**
 * Looks for what no list has: a public video, or a task.
 *
 * @param uniqueId the namespace to look in; `undefined` is the default one
 * @returns what Memories.ai says of the callback's video, or of its task where it names no video;
 *   `undefined` when it does not know it in this namespace
 */
export async function lookAlone(
	client: ApiClient,
	{ videoNo, taskId }: Callback,
	uniqueId: string | undefined,
): Promise<JsonObject | undefined> {
	if (videoNo !== undefined) {
		const video = await getVideo(client, videoNo, uniqueId);
		if (video || taskId === undefined) return video;
	}
	if (taskId === undefined) return undefined;
	const videos = await getTaskVideos(client, taskId, uniqueId);
	if (videoNo === undefined) return videos && { videos };
	return videos?.find((video) => videoNoOf(video) === videoNo);
}
