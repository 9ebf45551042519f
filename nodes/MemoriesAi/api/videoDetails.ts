import type { ReplyFields } from './replyFields';
import { numberField, textField } from './replyFields';

/**
 * What is known of a video, which goes by the same names as in every other operation. Times of day are in milliseconds since 1970, its length in seconds.
 */
export const videoFields: ReplyFields = {
	simplified: {
		videoNo: textField('Video Number', 'video_no'),
		status: textField('Status'),
		videoName: textField('Video Name', 'video_name'),
		cause: textField('Cause'),
		duration: numberField('Duration'),
		size: numberField('Size'),
		create_time: numberField('Create Time'),
		video_url: textField('Video URL'),
		datetime_taken: numberField('Date Taken'),
		camera_model: textField('Camera Model'),
		latitude: numberField('Latitude'),
		longitude: numberField('Longitude'),
		tags: { label: 'Tags', type: 'any' },
	},
	others: {
		resolution_label: textField('Resolution'),
		fps: numberField('Frames per Second'),
		width: numberField('Width'),
		height: numberField('Height'),
		bucket: textField('Bucket'),
		blob: textField('Blob'),
	},
};
