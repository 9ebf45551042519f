import type { JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';
import { nullWhereUnknown } from './notFound';
import { secondsOf } from './seconds';

/** What a transcript is of: what is said in the video, or what is seen. */
export type TranscriptContent = 'speech' | 'captions';

/** A stretch of a video and the text for it, with what else the API says of it. */
export interface Segment {
	readonly reply: JsonObject;
	readonly content: string;
	/** In seconds; missing where the API does not tell. */
	readonly startTime?: number;
	readonly endTime?: number;
}

/** A transcript that has at least one segment. */
export interface Transcript {
	readonly reply: JsonObject;
	readonly segments: readonly Segment[];
}

/** @returns `undefined` where there is none: nothing is said or seen, it is not ready, or not known */
export async function getTranscript(
	client: ApiClient,
	content: TranscriptContent,
	videoNo: string,
	uniqueId?: string,
): Promise<Transcript | undefined> {
	const reply = await nullWhereUnknown(
		client.request(endpoints.transcript[content], { videoNo, uniqueId }),
	);
	if (!isJsonObject(reply) || !Array.isArray(reply.transcriptions)) return undefined;
	const segments = reply.transcriptions.filter(isJsonObject).map(toSegment);
	return segments.length > 0 ? { reply, segments } : undefined;
}

function toSegment(reply: JsonObject): Segment {
	return {
		reply,
		content: textOf(reply.content) ?? '',
		startTime: secondsOf(reply.startTime),
		endTime: secondsOf(reply.endTime),
	};
}
