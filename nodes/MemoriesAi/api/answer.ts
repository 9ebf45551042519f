import type { Json, JsonObject } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import { numberOf } from './replyFields';
import { videoNoOf } from './videoReply';

/**
 * Reads what came of a question, whole or in part.
 *
 * @param data of a reply
 * @returns its text as `answer`, and the conversation's `sessionId`, each where there is one; `thinking`,
 *   the steps that led to it, with `title` and `content`; `references`, the places in videos that it is
 *   about, each with its `videoNo`, and `startTime` and `endTime` in seconds
 */
export function toAnswer(data: Json): JsonObject {
	const { content, thinkings, refs, session_id, sessionId } = isJsonObject(data) ? data : {};
	return known({
		answer: textOf(content) === undefined ? undefined : content,
		thinking: objectsIn(thinkings),
		references: objectsIn(refs).flatMap(referencesOf),
		sessionId: textOf(session_id) ?? textOf(sessionId),
	});
}

/** The API groups the places by video; here each says by itself where it is. */
function referencesOf({ video, refItems, ...own }: JsonObject): JsonObject[] {
	const about = isJsonObject(video) ? video : {};
	const places = objectsIn(refItems);
	return (places.length > 0 ? places : [own]).map(({ video_no, ...place }) =>
		known({
			...place,
			videoNo: textOf(place.videoNo) ?? textOf(video_no) ?? videoNoOf(about),
			videoName: textOf(place.videoName) ?? textOf(about.video_name) ?? textOf(about.videoName),
			startTime: numberOf(place.startTime ?? place.start_time),
			endTime: numberOf(place.endTime ?? place.end_time),
		}),
	);
}

function objectsIn(list: Json | undefined): JsonObject[] {
	return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function known(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
	const entries = Object.entries(fields).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, value] as const],
	);
	return Object.fromEntries(entries);
}
