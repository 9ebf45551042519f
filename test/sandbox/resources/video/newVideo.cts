import { hexName } from '../../ids.cjs';
import type { ReceivedFile } from '../../recorder.cjs';
import type { Reply } from '../../replies.cjs';
import { SAMPLE_VIDEO_BYTES } from '../../settings.cjs';
import type { Video } from '../../state.cjs';
import type { World } from '../../world.cjs';
import { DEFAULT_UNIQUE_ID } from '../shared/scope.cjs';

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
		size: file?.size ?? SAMPLE_VIDEO_BYTES,
		sourceUrl,
		capture: {},
		tags: [],
	};
}

/**
 * Takes a video in.
 * @param callback where to tell when it is indexed
 * @param reply is made first: it says `UNPARSE` even where indexing takes no time
 */
export function accept(
	video: Video,
	callback: string | undefined,
	withClientId: boolean,
	{ state, indexing }: World,
	reply: (video: Video) => Reply,
): Reply {
	const answer = reply(video);
	if (video.uniqueId !== undefined) state.uniqueIds.add(video.uniqueId);
	indexing.upload(video, callback === undefined ? undefined : { url: callback, withClientId });
	return answer;
}

/** An uploaded video as the documents print it. */
export function documentedUpload(video: Video): Record<string, string> {
	return {
		videoNo: video.videoNo,
		videoName: video.videoName,
		videoStatus: video.status,
		uploadTime: String(video.createTime),
	};
}
