import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Fields, FieldValue } from '../transport/fields';
import { LONGEST_CALLBACK_URL, withReference } from '../api/callbackUrl';
import { resumeUrlOf } from '../api/resumeUrl';
import { parseDateTime } from './dateTime';
import { InvalidParameter } from '../errors/invalidParameter';
import { parseList } from './lists';
import {
	parseBoolean,
	parseCoordinate,
	parseCount,
	parseLongId,
	parseShortText,
	parseText,
	parseWebAddress,
} from './parse';

interface AdditionalField {
	/** Without `name`, which is the key that it stands under. */
	readonly property: Omit<INodeProperties, 'name'>;
	/** @throws InvalidParameter when the value cannot be sent */
	read(value: unknown, label: string, context: ReadContext): FieldValue | undefined;
}

interface ReadContext {
	readonly timezone: string;
	readonly mostTags: number;
}

/** Documented: 200 characters. */
const LONGEST_CAMERA_MODEL = 200;

/** Every field that an operation can offer: how it looks, and how its value is read. */
const additionalFields = {
	callbackReference: {
		property: {
			displayName: 'Callback Reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-1042',
			description:
				'Text of your own that comes back as "reference" in the output of the Memories.ai Trigger. It becomes part of the Callback URL.',
		},
		read: parseText,
	},
	callbackUrl: {
		property: {
			displayName: 'Callback URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://your-n8n.example.com/webhook/.../webhook',
			description:
				'Address that Memories.ai calls when the status changes, up to 299 characters. Paste the Production URL of a Memories.ai Trigger.',
		},
		read: parseWebAddress,
	},
	cameraModel: {
		property: {
			displayName: 'Camera Model',
			type: 'string',
			default: '',
			placeholder: 'e.g. Canon EOS 5D',
			description: 'Camera that it was recorded with, up to 200 characters',
		},
		read: (value, label) => parseShortText(value, label, LONGEST_CAMERA_MODEL),
	},
	datetimeTaken: {
		property: {
			displayName: 'Date Taken',
			type: 'dateTime',
			default: '',
			description: "When it was recorded, in the workflow's time zone",
		},
		read: (value, label, { timezone }) => parseDateTime(value, label, timezone),
	},
	fileName: {
		property: {
			displayName: 'File Name',
			type: 'string',
			default: '',
			placeholder: 'e.g. interview.mp4',
			description: "Used instead of the file's own name. Ends in .mp4, .avi, .mkv or .mov.",
		},
		read: parseText,
	},
	folderId: {
		property: {
			displayName: 'Folder ID',
			type: 'string',
			default: '',
			placeholder: 'e.g. 671631448308117504',
			description:
				'Folder to put it into; -1 is the default folder. Use either this or Unique ID, not both.',
		},
		read: parseLongId,
	},
	latitude: {
		property: {
			displayName: 'Latitude',
			type: 'number',
			typeOptions: { minValue: -90, maxValue: 90 },
			default: 0,
			description: 'Where it was recorded, from -90 to 90. Needs Longitude as well.',
		},
		read: (value, label) => parseCoordinate(value, label, 90),
	},
	longitude: {
		property: {
			displayName: 'Longitude',
			type: 'number',
			typeOptions: { minValue: -180, maxValue: 180 },
			default: 0,
			description: 'Where it was recorded, from -180 to 180. Needs Latitude as well.',
		},
		read: (value, label) => parseCoordinate(value, label, 180),
	},
	quality: {
		property: {
			displayName: 'Quality',
			type: 'options',
			// In order of size, not of the alphabet.
			options: ['360', '480', '720', '1080', '1440', '2160'].map((lines) => ({
				name: `${lines}p`,
				value: lines,
			})),
			default: '720',
			description:
				'Resolution to download, never above what the source offers. Works for YouTube; other platforms come as they are.',
		},
		read: parseText,
	},
	retainOriginalVideo: {
		property: {
			displayName: 'Retain Original Video',
			type: 'boolean',
			default: true,
			description:
				'Whether Memories.ai keeps the original file after indexing. If not, it cannot be downloaded later.',
		},
		read: parseBoolean,
	},
	scraperCount: {
		property: {
			displayName: 'Number of Posts',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description:
				'How many of the latest posts to download; for hashtags, of each. Without this field Memories.ai decides.',
		},
		read: parseCount,
	},
	tags: {
		property: {
			displayName: 'Tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. holiday, beach',
			description:
				'Words to find it by, separated by commas or lines, or a list from an expression',
		},
		read: parseTags,
	},
	uniqueId: {
		property: {
			displayName: 'Unique ID',
			type: 'string',
			default: '',
			placeholder: 'e.g. my-project',
			description:
				'Namespace to put it into, such as one per customer or project; created on first use. Videos are only found under the Unique ID they were uploaded with.',
		},
		read: parseText,
	},
	videoTranscriptionPrompt: {
		property: {
			displayName: 'Video Transcription Prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Focus on the speaker and major scene changes',
			description: 'What the transcription of the video should pay attention to',
		},
		read: parseText,
	},
} satisfies Record<string, AdditionalField>;

export type AdditionalFieldName = keyof typeof additionalFields;

/** The video fields that both upload operations have. */
export const VIDEO_FIELDS = [
	'callbackReference',
	'callbackUrl',
	'cameraModel',
	'datetimeTaken',
	'folderId',
	'latitude',
	'longitude',
	'retainOriginalVideo',
	'tags',
	'uniqueId',
	'videoTranscriptionPrompt',
] as const satisfies AdditionalFieldName[];

/**
 * The "Additional Fields" collection of an operation.
 *
 * @param names in any order; they are shown by the alphabet
 */
export function additionalFieldsProperty(names: readonly AdditionalFieldName[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...names]
			.sort((a, b) => labelOf(a).localeCompare(labelOf(b)))
			.map((name) => ({ ...additionalFields[name].property, name })),
	};
}

/** @returns what the screen calls the field */
export function labelOf(name: string): string {
	return isAdditionalField(name) ? additionalFields[name].property.displayName : name;
}

function isAdditionalField(name: string): name is AdditionalFieldName {
	return name in additionalFields;
}

/**
 * Reads the fields that the user added, and only those.
 *
 * @param names the fields that the operation offers
 * @param mostTags how many tags the endpoint takes
 * @returns the values by name, ready for the endpoint; the reference is part of `callbackUrl`
 * @throws InvalidParameter when a value, or two together, cannot be sent
 */
export function readAdditionalFields(
	context: IExecuteFunctions,
	itemIndex: number,
	names: readonly AdditionalFieldName[],
	mostTags: number,
): Fields {
	const given: IDataObject = context.getNodeParameter('additionalFields', itemIndex, {});
	const readContext = { timezone: context.getTimezone(), mostTags };
	const fields: Partial<Record<AdditionalFieldName, FieldValue>> = {};
	for (const name of names) {
		const { read }: AdditionalField = additionalFields[name];
		fields[name] = read(given[name], labelOf(name), readContext);
	}

	checkTogether(fields);
	const { callbackReference, callbackUrl, ...rest } = fields;
	if (context.getNodeParameter('waitFor', itemIndex, 'nothing') !== 'callback') {
		return { ...rest, callbackUrl: readCallbackUrl(callbackUrl, callbackReference) };
	}
	const own = callbackUrl === undefined ? callbackReference : callbackUrl;
	if (own !== undefined) {
		throw new InvalidParameter(
			'Callback URL and Callback Reference cannot be used while Wait For is Sleep Until Called Back',
			'There is one callback, and it wakes this workflow. Remove the fields, or choose another Wait For.',
		);
	}
	return { ...rest, callbackUrl: resumeUrlOf(context) };
}

/**
 * The namespace alone, for what looks something up.
 *
 * @returns `undefined` for the default namespace
 * @throws InvalidParameter when it is no text
 */
export function readUniqueId(context: IExecuteFunctions, itemIndex: number): string | undefined {
	const given: IDataObject = context.getNodeParameter('additionalFields', itemIndex, {});
	return parseText(given.uniqueId, labelOf('uniqueId'));
}

/**
 * @throws InvalidParameter when two fields do not go together
 */
export function checkTogether(fields: Fields): void {
	if ((fields.latitude === undefined) !== (fields.longitude === undefined)) {
		throw new InvalidParameter(
			'Latitude and Longitude belong together',
			'Fill in both, or remove both.',
		);
	}
	if (fields.uniqueId !== undefined && fields.folderId !== undefined) {
		throw new InvalidParameter(
			'Unique ID and Folder ID cannot be used together',
			'They are two ways to sort a library. Remove one of them.',
		);
	}
}

function parseTags(value: unknown, label: string, { mostTags }: ReadContext): string[] | undefined {
	const tags = parseList(value, label);
	if (tags.length > mostTags) {
		throw new InvalidParameter(
			`${label} must not be more than ${mostTags}`,
			`There are ${tags.length}.`,
		);
	}
	return tags.length === 0 ? undefined : tags;
}

function readCallbackUrl(url?: FieldValue, reference?: FieldValue): string | undefined {
	if (url === undefined) {
		if (reference === undefined) return undefined;
		throw new InvalidParameter(
			'Callback Reference needs a Callback URL',
			'The reference travels in the Callback URL. Add that field, or remove the reference.',
		);
	}
	const whole =
		reference === undefined ? String(url) : withReference(String(url), String(reference));
	if (whole.length > LONGEST_CALLBACK_URL) {
		const together = reference === undefined ? '' : ', together with Callback Reference,';
		throw new InvalidParameter(
			`Callback URL${together} must not be longer than ${LONGEST_CALLBACK_URL} characters`,
			`It has ${whole.length}. Use a shorter address${reference === undefined ? '' : ' or reference'}.`,
		);
	}
	return whole;
}
