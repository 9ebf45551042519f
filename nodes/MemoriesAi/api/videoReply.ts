import type { JsonObject } from '../transport/json';
import { textOf } from '../transport/json';

/** @returns the number of the video that a reply is about, in either spelling */
export function videoNoOf(video: JsonObject): string | undefined {
	return textOf(video.video_no) ?? textOf(video.videoNo);
}

/** @returns the status in upper case, where the reply has one */
export function statusOf(video: JsonObject): string | undefined {
	return textOf(video.status)?.toUpperCase();
}
