import type { Fields } from '../transport/fields';
import type { Json, JsonObject } from '../transport/json';
import { isJsonObject } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';
import { nullWhereUnknown } from './notFound';
import type { Page } from './pages';
import { totalCountOf } from './pages';
import { videoNoOf } from './videoReply';

/** How many videos one list asks for; 200 is what the API gives at the most as far as is known. */
export const LARGEST_PAGE = 200;

/** What a folder's list gives unless asked for more; how much more it may be is not documented. */
const FOLDER_PAGE = 20;

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

/** @returns the video's metadata, or `undefined` when it is not known in this namespace */
export async function getVideo(
	client: ApiClient,
	videoNo: string,
	uniqueId?: string,
): Promise<JsonObject | undefined> {
	const data = await nullWhereUnknown(client.request(endpoints.video.get, { videoNo, uniqueId }));
	return isJsonObject(data) ? data : undefined;
}

/** One page of the private library. */
export async function listVideos(
	client: ApiClient,
	filters: Fields,
	page: number,
	size: number,
): Promise<Page> {
	return pageOfVideos(await client.request(endpoints.video.list, { ...filters, page, size }));
}

/** The same of a folder, without filters; for the one that `listVideos` does not take. */
export async function listFolderVideos(
	client: ApiClient,
	folderId: bigint,
	page: number,
): Promise<Page> {
	const fields = { folderId, page, size: FOLDER_PAGE };
	return pageOfVideos(await client.request(endpoints.folder.listVideos, fields));
}

function pageOfVideos(data: Json): Page {
	if (!isJsonObject(data) || !Array.isArray(data.videos)) return { rows: [] };
	return { rows: data.videos.filter(isJsonObject), totalCount: totalCountOf(data) };
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
			const { rows } = await listVideos(client, { videoNos: asked, uniqueId }, page, size);
			for (const video of rows) {
				const videoNo = videoNoOf(video);
				if (videoNo !== undefined) found.set(videoNo, video);
			}
			if (rows.length < size) break;
		}
	}
	return found;
}
