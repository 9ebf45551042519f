import { hexName, nextDigits } from './ids.cjs';
import type { ReceivedFile } from './recorder.cjs';
import { type Reply, success, successWithoutFlags } from './replies.cjs';
import { captureOf, type ImageFields, type UploadFields } from './shapes.cjs';
import type { Video } from './state.cjs';
import type { World } from './world.cjs';

/** The namespace of what names none. */
export const DEFAULT_UNIQUE_ID = 'default';

/** The current generation: U2 callbacks, all four reply fields. */
export function uploadV1(
	fields: UploadFields,
	file: ReceivedFile | undefined,
	sourceUrl: string | undefined,
	world: World,
): Reply {
	const video: Video = {
		...newVideo(`VI${nextDigits()}`, file, sourceUrl),
		uniqueId: fields.unique_id ?? DEFAULT_UNIQUE_ID,
		folderId: fields.folder_id,
		capture: captureOf(fields),
		tags: fields.tags ?? [],
	};
	return accept(video, fields.callback, false, world, () =>
		success(JSON.stringify(documentedReply(video))),
	);
}

/** v1.1 as observed: `videoName` is the file's stem, status and time are missing. */
export function uploadV11(
	callback: string | undefined,
	file: ReceivedFile | undefined,
	sourceUrl: string | undefined,
	world: World,
): Reply {
	const video: Video = {
		...newVideo(`VI${nextDigits()}`, file, sourceUrl),
		videoName: stem(file?.filename ?? sourceUrl ?? ''),
	};
	return accept(video, callback, true, world, () =>
		success(JSON.stringify({ videoNo: video.videoNo, videoName: video.videoName })),
	);
}

/** v1.0 as documented: another id prefix, every value a string, `duration` beside them. */
export function uploadV10(
	callback: string | undefined,
	file: ReceivedFile | undefined,
	world: World,
): Reply {
	const video: Video = {
		...newVideo(`mavi_video_${nextDigits()}`, file, undefined),
		videoName: `mavi_api_video_${hexName()}`,
	};
	return accept(video, callback, true, world, () =>
		successWithoutFlags(JSON.stringify({ ...documentedReply(video), duration: '12' })),
	);
}

/** One id per file, in the order of the files. */
export function uploadImages(fields: ImageFields, files: ReceivedFile[], world: World): Reply {
	const uniqueId = fields.unique_id ?? DEFAULT_UNIQUE_ID;
	world.state.uniqueIds.add(uniqueId);
	const images = files.map((file) => ({
		id: nextDigits(),
		uniqueId,
		fileName: file.filename ?? '',
		capture: captureOf(fields),
		tags: fields.tags ?? [],
	}));
	world.state.images.push(...images);
	// By hand: as a number, an id of 18 digits would be rounded before it is written.
	const quote = world.settings.imageIds === 'string' ? '"' : '';
	return success(`[${images.map(({ id }) => `{"id":${quote}${id}${quote}}`).join(',')}]`);
}

/** A video that was just handed in. */
export function newVideo(
	videoNo: string,
	file: ReceivedFile | undefined,
	sourceUrl: string | undefined,
): Video {
	return {
		videoNo,
		videoName: hexName(),
		uniqueId: DEFAULT_UNIQUE_ID,
		folderId: undefined,
		status: 'UNPARSE',
		createTime: Date.now(),
		// Nothing is fetched, so the size behind a URL is the one of the documents' sample.
		size: file?.size ?? 3_284_512,
		sourceUrl,
		capture: {},
		tags: [],
	};
}

/** The reply is made first: it says `UNPARSE` even where indexing takes no time. */
function accept(
	video: Video,
	callback: string | undefined,
	withClientId: boolean,
	{ state, indexing }: World,
	reply: () => Reply,
): Reply {
	const answer = reply();
	if (video.uniqueId !== undefined) state.uniqueIds.add(video.uniqueId);
	indexing.upload(video, callback === undefined ? undefined : { url: callback, withClientId });
	return answer;
}

function documentedReply(video: Video): Record<string, string> {
	return {
		videoNo: video.videoNo,
		videoName: video.videoName,
		videoStatus: video.status,
		uploadTime: String(video.createTime),
	};
}

/** The last part of a path without its extension. */
function stem(path: string): string {
	return (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
}
