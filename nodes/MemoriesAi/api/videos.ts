import type { Fields } from '../transport/fields';
import type { JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';
import { nullWhereUnknown } from './notFound';

/** How many videos one list asks for; 200 is what the API gives at the most as far as is known. */
export const LARGEST_PAGE = 200;

/** The most ids that any endpoint documents for one request. */
const IDS_PER_LIST = 100;

/** Words that mean "failed, and final". The API's documents and replies have used all of them. */
const FAILED_WORDS = new Set(['FAIL', 'FAILED', 'PARSE_ERROR', 'ERROR', 'INDEXING_FAILED']);

/** Whether a status, of a callback or of a video, says that it failed for good. */
export function isFailed(status: string | undefined): boolean {
	return status !== undefined && FAILED_WORDS.has(status);
}

/** Whether the video can be searched and chatted with. */
export function isIndexed(status: string | undefined): boolean {
	return status === 'PARSE';
}

/** Public videos have ids of their own kind, and are in no private list. */
export function isPublic(videoNo: string): boolean {
	return videoNo.startsWith('PI-');
}

export function videoNoOf(video: JsonObject): string | undefined {
	return textOf(video.video_no) ?? textOf(video.videoNo);
}

/** @returns the status in upper case, where the reply has one */
export function statusOf(video: JsonObject): string | undefined {
	return textOf(video.status)?.toUpperCase();
}

/** @returns the video's metadata, or `undefined` when it is not known in this namespace */
export async function getVideo(
	client: ApiClient,
	videoNo: string,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	const data = await nullWhereUnknown(client.request(endpoints.video.get, { videoNo, uniqueId }));
	return isJsonObject(data) ? data : undefined;
}

/**
 * One page of the private library.
 *
 * @returns the page's videos, and how many there are on all pages where the reply says so
 */
export async function listVideos(
	client: ApiClient,
	filters: Fields,
	page: number,
	size: number,
): Promise<{ videos: JsonObject[]; totalCount?: number }> {
	const data = await client.request(endpoints.video.list, { ...filters, page, size });
	if (!isJsonObject(data) || !Array.isArray(data.videos)) return { videos: [] };
	const totalCount = Number(textOf(data.total_count) ?? NaN);
	return {
		videos: data.videos.filter(isJsonObject),
		totalCount: Number.isFinite(totalCount) ? totalCount : undefined,
	};
}

/**
 * Asks for many videos of one namespace together: a hundred cost one request, as one does.
 *
 * @param uniqueId the namespace; the default one unless given
 * @param perRequest how many are asked for at a time
 * @returns those that are known there, by videoNo
 */
export async function findVideos(
	client: ApiClient,
	videoNos: ReadonlySet<string>,
	uniqueId?: string,
	perRequest = IDS_PER_LIST,
): Promise<Map<string, JsonObject>> {
	const ids = [...videoNos];
	const found = new Map<string, JsonObject>();
	for (let start = 0; start < ids.length; start += perRequest) {
		const asked = ids.slice(start, start + perRequest);
		const size = Math.min(asked.length, LARGEST_PAGE);
		for (let page = 1; (page - 1) * size < asked.length; page++) {
			const { videos } = await listVideos(client, { videoNos: asked, uniqueId }, page, size);
			for (const video of videos) {
				const videoNo = videoNoOf(video);
				if (videoNo !== undefined) found.set(videoNo, video);
			}
			if (videos.length < size) break;
		}
	}
	return found;
}
