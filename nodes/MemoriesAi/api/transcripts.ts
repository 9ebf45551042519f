import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { ApiClient } from './client';
import { endpoints } from './endpoints';
import { hitFields } from './hits';
import { nullWhereUnknown } from './notFound';
import { collectPages, totalCountOf } from './pages';
import { numberOf, pickFields } from './replyFields';

/** What a transcript is of: what is said in the video, or what is seen. */
export type TranscriptContent = 'speech' | 'captions';

/** A stretch of a video and the text for it, with what else the API says of it. */
export interface Segment {
	readonly reply: JsonObject;
	/** Its place in the transcript, from 0; missing where the API does not tell. */
	readonly index?: number;
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
		index: numberOf(reply.index),
		content: textOf(reply.content) ?? '',
		startTime: numberOf(reply.startTime ?? reply.start_time),
		endTime: numberOf(reply.endTime ?? reply.end_time),
	};
}

/** Documented, for one page of hits. */
const LARGEST_PAGE_OF_HITS = 500;

/**
 * Searches what is said.
 *
 * @param endpoint of the library to search
 * @returns the hits in the order of the API, times in seconds
 */
export async function searchTranscripts(
	client: ApiClient,
	endpoint: Endpoint<'envelope'>,
	fields: Fields,
	limit: number,
): Promise<JsonObject[]> {
	const size = Math.min(limit, LARGEST_PAGE_OF_HITS);
	const hits = await collectPages(limit, wholeHit, async (page) => {
		const data = await client.request(endpoint, { ...fields, page, size });
		if (!isJsonObject(data) || !Array.isArray(data.videos)) return { rows: [] };
		return { rows: data.videos.filter(isJsonObject), totalCount: totalCountOf(data) };
	});
	return hits.map((hit) => pickFields(hit, { ...hitFields.simplified, ...hitFields.others }));
}

/** A video has as many hits as there are places in it, and they have no ids. */
const wholeHit = () => undefined;
