import { refuse } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import type { World } from '../../world.cjs';
import { isIn } from '../folder/folders.cjs';
import { DEFAULT_UNIQUE_ID, oneScope, scope, type Scope } from '../shared/scope.cjs';
import { tagsOf } from './videoView.cjs';

/** [OpenAPI] `list_videos`. */
const DEFAULT_PAGE_SIZE = 200;

/** Which videos a list is to show. */
export interface ListFields extends Scope {
	page?: number;
	size?: number;
	video_name?: string;
	video_no?: string;
	video_nos?: string[];
	status?: string;
	camera_model?: string;
	tag?: string;
	datetime_taken?: number;
	latitude?: number;
	longitude?: number;
}

export const listParameters = parameters<ListFields>(
	{ ...vendorParameters('ListVideosRequest'), ...scope },
	[],
	oneScope,
	bothCoordinates,
);

/** @throws {Refusal} where one is given without the other */
export function bothCoordinates({
	latitude,
	longitude,
}: {
	latitude?: number;
	longitude?: number;
}): void {
	if ((latitude === undefined) !== (longitude === undefined)) {
		refuse('latitude and longitude must be given together.');
	}
}

/** Newest first. An unknown namespace is created by being asked for. */
export function selectVideos(filter: ListFields, { state }: World) {
	const { page = 1, size = DEFAULT_PAGE_SIZE, unique_id = DEFAULT_UNIQUE_ID } = filter;
	if (filter.unique_id !== undefined) state.uniqueIds.add(filter.unique_id);
	const asked = filter.video_nos && new Set(filter.video_nos);
	const matches = state.videos
		.filter(({ videoNo }) => asked?.has(videoNo) ?? true)
		.filter((video) => video.uniqueId === unique_id && matchesFilter(video, filter))
		.reverse();
	return { page, size, matches, shown: matches.slice((page - 1) * size, page * size) };
}

/** How a video or an image was taken, and its tags, as a list or a search can be narrowed by. */
export type MetadataFields = Pick<
	ListFields,
	'camera_model' | 'tag' | 'datetime_taken' | 'latitude' | 'longitude'
>;

const same = (wanted: unknown, actual: unknown) => wanted === undefined || wanted === actual;

function matchesFilter(video: Video, filter: ListFields): boolean {
	const { camera_model, tag, datetime_taken, latitude } = filter;
	const byMetadata = [camera_model, tag, datetime_taken, latitude].some(
		(value) => value !== undefined,
	);
	return (
		same(filter.video_no, video.videoNo) &&
		same(filter.video_name, video.videoName) &&
		same(filter.status, video.status) &&
		(filter.folder_id === undefined || isIn(filter.folder_id.toString(), video)) &&
		// Metadata filters see only videos whose indexing has ended well.
		(!byMetadata || video.status === 'PARSE') &&
		matchesMetadata(video, filter)
	);
}

export function matchesMetadata(
	taken: Pick<Video, 'capture' | 'tags'>,
	filter: MetadataFields,
): boolean {
	const { capture } = taken;
	return (
		same(filter.camera_model, capture.camera_model) &&
		(filter.tag === undefined || tagsOf(taken).includes(filter.tag)) &&
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
