import { hexName } from '../../ids.cjs';
import type { Video } from '../../state.cjs';
import { durationOf, tagsOf } from '../video/videoView.cjs';
import type { Scored } from './score.cjs';

/** What a video is called, for a search by words. */
export function wordsOfVideo(video: Video): string[] {
	return [video.videoNo, video.videoName, ...tagsOf(video)];
}

/** Half of a video, in seconds: where everything is found. */
function clipOf(video: Video): { start: number; end: number } {
	const end = (durationOf(video) ?? 0) / 2;
	return { start: 0.5, end };
}

/** A hit as the searches for scenes and speech answer it: times are texts. */
export function hit({ found, score }: Scored<Video>): Record<string, unknown> {
	const { start, end } = clipOf(found);
	const isPublic = found.uniqueId === undefined;
	return {
		videoNo: found.videoNo,
		videoName: found.videoName,
		startTime: String(start),
		endTime: String(end),
		score,
		video_bucket: isPublic ? 'mavi-public-video' : 'mavi-resource',
		video_blob: `${found.videoNo}.mp4`,
	};
}

/** A hit where pictures were compared. */
export function sceneHit(scored: Scored<Video>): Record<string, unknown> {
	const isPublic = scored.found.uniqueId === undefined;
	return {
		...hit(scored),
		keyframe_bucket: isPublic ? 'mavi-public-keyframe' : 'mavi-keyframe',
		keyframe_blob: `${hexName()}/keyframe-000000.jpg`,
	};
}

/** A hit where what is said was compared. */
export function speechHit(scored: Scored<Video>): Record<string, unknown> {
	return { ...hit(scored), audio_ts: `They speak of ${scored.found.tags.join(' and ')}.` };
}

/** A hit where captions were compared: other names, and times are numbers. */
export function captionHit({ found, score }: Scored<Video>): Record<string, unknown> {
	const { start, end } = clipOf(found);
	return {
		video_no: found.videoNo,
		text: `One sees ${found.tags.join(' and ')}.`,
		vector: [0.25, -0.5, 0.125],
		user_id: '0cc175b9c0f1b6a831c399e269772661',
		start_time: start,
		end_time: end,
		score,
	};
}

/** A hit within one video. */
export function clipHit({ found, score }: Scored<Video>): Record<string, unknown> {
	const { start, end } = clipOf(found);
	return {
		start_time: start,
		end_time: end,
		score,
		video_bucket: 'mavi-resource',
		video_blob: `${found.videoNo}.mp4`,
	};
}
