import type { Json, JsonObject } from '../transport/json';
import { isJsonObject } from '../transport/json';
import type { ReplyFields } from './replyFields';
import { numberField, numberOf, textField } from './replyFields';

/** A place in a video, as all searches answer it; times are in seconds. */
export const hitFields: ReplyFields = {
	simplified: {
		videoNo: textField('Video Number', 'video_no'),
		startTime: numberField('Start Time', 'start_time'),
		endTime: numberField('End Time', 'end_time'),
		score: numberField('Score'),
		text: textField('Text', 'audio_ts'),
		videoName: textField('Video Name', 'video_name'),
	},
	others: {
		video_bucket: textField('Video Bucket'),
		video_blob: textField('Video Blob'),
		keyframe_bucket: textField('Keyframe Bucket'),
		keyframe_blob: textField('Keyframe Blob'),
		vector: { label: 'Embedding Vector', type: 'any' },
		user_id: textField('User ID'),
	},
};

/** An image of the library, as its search answers it. */
export const imageFields: ReplyFields = {
	simplified: {
		id: textField('ID'),
		name: textField('Name'),
		img_url: textField('Image URL'),
		datetime_taken: numberField('Date Taken'),
		camera_model: textField('Camera Model'),
		latitude: numberField('Latitude'),
		longitude: numberField('Longitude'),
		score: numberField('Score'),
	},
	others: { bucket: textField('Bucket'), blob: textField('Blob') },
};

/**
 * @param data of a search: a list, of images within an object; `null` where nothing was found
 * @returns what was found, best first: not every reply is in that order. What has no score is last.
 */
export function bestFirst(data: Json): JsonObject[] {
	const found = isJsonObject(data) ? data.item : data;
	const hits = Array.isArray(found) ? found.filter(isJsonObject) : [];
	return hits.sort((a, b) => rankOf(b) - rankOf(a));
}

function rankOf({ score }: JsonObject): number {
	return numberOf(score) ?? -Number.MAX_VALUE;
}
