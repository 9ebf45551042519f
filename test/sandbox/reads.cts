import { type Reply, success } from './replies.cjs';
import type { ListFields } from './shapes.cjs';
import type { Video } from './state.cjs';
import { DEFAULT_UNIQUE_ID } from './uploads.cjs';
import type { World } from './world.cjs';

/** [OpenAPI] `list_videos`. */
const DEFAULT_PAGE_SIZE = 200;

/**
 * `data: null` for a video that does not exist or is in another namespace than asked for. Public
 * videos have none; that they can be asked for here is not documented.
 */
export function getMetadata(
	{ video_no, unique_id = DEFAULT_UNIQUE_ID }: { video_no: string; unique_id?: string },
	{ state }: World,
): Reply {
	const video = state.videos.find(({ videoNo }) => videoNo === video_no);
	const visible = video && (video.uniqueId === undefined || video.uniqueId === unique_id);
	return success(JSON.stringify(visible ? { ...listed(video), ...measured(video) } : null));
}

/** Unknown tasks answer like tasks that are still downloading. */
export function getTask(
	{ task_id, unique_id }: { task_id: string; unique_id?: string },
	{ state, settings }: World,
): Reply {
	const task = state.tasks.find(({ taskId }) => taskId === task_id);
	const visible =
		unique_id === undefined || task?.uniqueId === undefined || task.uniqueId === unique_id;
	const videos = task && visible ? task.videos : [];
	if (settings.taskShape === 'video_ids') {
		const video_ids = videos.map(({ videoNo }) => videoNo);
		return success(JSON.stringify({ taskId: task_id, video_ids }));
	}
	return success(JSON.stringify({ videos: videos.map(observedTaskVideo) }));
}

export function listVideos(filter: ListFields, world: World): Reply {
	const { page, size, matches, shown } = selectVideos(filter, world);
	return success(
		JSON.stringify({
			current_page: page,
			page_size: size,
			total_count: matches.length,
			videos: shown.map(listed),
		}),
	);
}

/** v1.1 as observed: numbers as strings, the word `null` for no cause. */
export function listVideosV11(filter: ListFields, world: World): Reply {
	const { page, size, matches, shown } = selectVideos(filter, world);
	return success(
		JSON.stringify({
			videos: shown.map((video) => ({
				duration: String(durationOf(video) ?? 0),
				size: String(video.size),
				status: video.status === 'FAILED' ? 'FAIL' : video.status,
				cause: video.cause ?? 'null',
				video_no: video.videoNo,
				video_name: video.videoName,
				create_time: String(video.createTime),
			})),
			current_page: page,
			page_size: size,
			total_count: String(matches.length),
		}),
	);
}

export function listUniqueIds({ state }: World): Reply {
	return success(JSON.stringify({ unique_ids: [...state.uniqueIds] }));
}

/** The two folders that every account of v1.1 has. */
export function getFoldersV11(): Reply {
	const folders = [
		{ foldersName: 'Default folder', parentId: null, level: 1, id: '-1' },
		{ foldersName: 'API', parentId: null, level: 1, id: '-2' },
	];
	return success(JSON.stringify(folders));
}

/** v1.0's status call is only an authenticated read here. */
export function searchDb(): Reply {
	return success('[]');
}

/** Newest first. An unknown namespace is created by being asked for. */
function selectVideos(filter: ListFields, { state }: World) {
	const { page = 1, size = DEFAULT_PAGE_SIZE, unique_id = DEFAULT_UNIQUE_ID } = filter;
	if (filter.unique_id !== undefined) state.uniqueIds.add(filter.unique_id);
	const asked = filter.video_nos && new Set(filter.video_nos);
	const matches = state.videos
		.filter(({ videoNo }) => asked?.has(videoNo) ?? true)
		.filter((video) => video.uniqueId === unique_id && matchesFilter(video, filter))
		.reverse();
	return { page, size, matches, shown: matches.slice((page - 1) * size, page * size) };
}

function matchesFilter(video: Video, filter: ListFields): boolean {
	const { capture } = video;
	const same = (wanted: unknown, actual: unknown) => wanted === undefined || wanted === actual;
	const byMetadata = [filter.camera_model, filter.tag, filter.datetime_taken, filter.latitude].some(
		(value) => value !== undefined,
	);
	return (
		same(filter.video_no, video.videoNo) &&
		same(filter.video_name, video.videoName) &&
		same(filter.status, video.status) &&
		same(filter.folder_id, video.folderId ?? -1) &&
		// Metadata filters see only videos whose indexing has ended well.
		(!byMetadata || video.status === 'PARSE') &&
		same(filter.camera_model, capture.camera_model) &&
		(filter.tag === undefined || tagsOf(video).includes(filter.tag)) &&
		(filter.datetime_taken === undefined ||
			(capture.datetime_taken ?? -Infinity) >= filter.datetime_taken) &&
		isNear(filter, capture)
	);
}

const NEAR_KM = 20;
const KM_PER_DEGREE = 111.2;

/** About 20 km; flat, which is near enough. */
function isNear(
	wanted: { latitude?: number; longitude?: number },
	actual: { latitude?: number; longitude?: number },
): boolean {
	if (wanted.latitude === undefined || wanted.longitude === undefined) return true;
	if (actual.latitude === undefined || actual.longitude === undefined) return false;
	const north = (actual.latitude - wanted.latitude) * KM_PER_DEGREE;
	const shrink = Math.cos((wanted.latitude * Math.PI) / 180);
	const east = (actual.longitude - wanted.longitude) * KM_PER_DEGREE * shrink;
	return Math.hypot(north, east) <= NEAR_KM;
}

/** A video as `list_videos` shows it; capture fields only after indexing. */
function listed(video: Video): Record<string, unknown> {
	const parsed = video.status === 'PARSE';
	return {
		video_no: video.videoNo,
		video_name: video.videoName,
		duration: durationOf(video),
		size: video.size,
		status: video.status,
		cause: video.cause,
		create_time: video.createTime,
		video_url: video.sourceUrl,
		...(parsed ? { ...video.capture, tags: tagsOf(video) } : {}),
		...(parsed ? { bucket: 'mavi-resource', blob: `${video.videoNo}.mp4` } : {}),
	};
}

/** What `get_metadata` knows beyond the list. */
function measured({ status }: Video): Record<string, unknown> {
	return status === 'PARSE' ? { resolution_label: '720P', fps: 30, width: 1280, height: 720 } : {};
}

/** Seconds, the sample's; known once indexed. */
function durationOf({ status }: Video): number | undefined {
	return status === 'PARSE' ? 12 : undefined;
}

function tagsOf({ tags }: Video): string[] {
	return [...tags, 'api'];
}

/** As observed: numbers as strings, much of it null. */
function observedTaskVideo(video: Video): Record<string, unknown> {
	return {
		duration: String(durationOf(video) ?? 0),
		size: null,
		status: video.status,
		fps: null,
		width: null,
		height: null,
		video_no: video.videoNo,
		video_name: video.videoName,
		create_time: String(video.createTime),
		video_url: video.sourceUrl,
		resolution_label: null,
	};
}
