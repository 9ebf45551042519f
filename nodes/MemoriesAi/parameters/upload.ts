import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField, CollectionFields } from './collection';
import { parseDateTime } from './dateTime';
import { folderIdField } from './folder';
import { parseList } from './lists';
import { parseBoolean, parseShortText, parseText } from './parse';
import { coordinateField } from './place';
import { uniqueIdField } from './uniqueId';

/** Documented: 200 characters. */
const LONGEST_CAMERA_MODEL = 200;

/** Documented; the server adds one of its own, `api`. */
const MOST_VIDEO_TAGS = 20;
const MOST_IMAGE_TAGS = 50;

/** What can be said of an image or a video that is uploaded. */
const captureFields = {
	cameraModel: {
		property: {
			displayName: 'Camera Model',
			type: 'string',
			default: '',
			placeholder: 'e.g. Canon EOS 5D',
			description: 'Camera that it was recorded with, up to 200 characters',
		},
		parse: (value, label) => parseShortText(value, label, LONGEST_CAMERA_MODEL),
	},
	datetimeTaken: {
		property: {
			displayName: 'Date Taken',
			type: 'dateTime',
			default: '',
			description: "When it was recorded, in the workflow's time zone",
		},
		parse: (value, label, { timezone }) => parseDateTime(value, label, timezone),
	},
	latitude: coordinateField(
		'Latitude',
		(range) => `Where it was recorded, ${range}. Needs Longitude as well.`,
	),
	longitude: coordinateField(
		'Longitude',
		(range) => `Where it was recorded, ${range}. Needs Latitude as well.`,
	),
	uniqueId: uniqueIdField('upload'),
} satisfies CollectionFields;

export const imageUploadFields = {
	...captureFields,
	tags: tagsField(MOST_IMAGE_TAGS),
} satisfies CollectionFields;

/** What both uploads of a video have. */
export const videoUploadFields = {
	...captureFields,
	folderId: folderIdField('upload'),
	retainOriginalVideo: {
		property: {
			displayName: 'Retain Original Video',
			type: 'boolean',
			default: true,
			description:
				'Whether Memories.ai keeps the original file after indexing. If not, it cannot be downloaded later.',
		},
		parse: parseBoolean,
	},
	tags: tagsField(MOST_VIDEO_TAGS),
	videoTranscriptionPrompt: {
		property: {
			displayName: 'Video Transcription Prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Focus on the speaker and major scene changes',
			description: 'What the transcription of the video should pay attention to',
		},
		parse: parseText,
	},
} satisfies CollectionFields;

export const fileNameField = {
	property: {
		displayName: 'File Name',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview.mp4',
		description: "Used instead of the file's own name. Ends in .mp4, .avi, .mkv or .mov.",
	},
	parse: parseText,
} satisfies CollectionField<string>;

/** @param most how many there can be, where that is documented */
export function tagsField(most = Infinity) {
	return {
		property: {
			displayName: 'Tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. holiday, beach',
			description:
				'Words to find it by, separated by commas or lines, or a list from an expression',
		},
		parse(value, label) {
			const tags = parseList(value, label);
			if (tags.length > most) {
				throw new InvalidParameter(
					`${label} must not be more than ${most}`,
					`There are ${tags.length}.`,
				);
			}
			return tags.length === 0 ? undefined : tags;
		},
	} satisfies CollectionField<string[]>;
}
