import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isPublic } from '../api/videos';
import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField } from './collection';
import { parseList } from './lists';
import { parseText } from './parse';
import { pickedId, resourceLocator } from './resourceLocator';

const PLACEHOLDER = 'e.g. VI606404158946574336';

/** One video. The list has those of the private library. */
export const videoNumberProperty = {
	displayName: 'Video Number',
	name: 'videoNo',
	...resourceLocator({
		searchListMethod: 'searchVideos',
		placeholder: PLACEHOLDER,
		// The last is of uploads to the older APIs.
		form: 'VI\\d+|PI-\\d+|mavi_video_\\d+',
		otherForm: 'A Video Number is VI or PI- and digits, without blanks: e.g. VI606404158946574336',
	}),
	// The video of the node before, whatever operation that has.
	default: { mode: 'id', value: '={{ $json.videoNo }}' },
	required: true,
	description:
		'Number of the video, which starts with VI, or with PI in the public library: the videoNo in the output of an upload, scrape, search or list',
} satisfies INodeProperties;

/** @throws InvalidParameter when it is empty */
export function readVideoNumber(context: IExecuteFunctions, itemIndex: number): string {
	const { displayName, name } = videoNumberProperty;
	const videoNo = parseText(pickedId(context.getNodeParameter(name, itemIndex)), displayName);
	if (videoNo === undefined) {
		throw new InvalidParameter(
			`${displayName} is empty`,
			'Choose a video, or enter the videoNo of an upload.',
		);
	}
	return videoNo;
}

/** What is done to videos of the private library alone, and why. */
const PRIVATE_ONLY = {
	deleted: 'Videos of the public library are permanent.',
	moved: 'The public library has no folders.',
};

/** @throws InvalidParameter when it is empty, or of the public library */
export function readPrivateVideoNumber(
	context: IExecuteFunctions,
	itemIndex: number,
	done: keyof typeof PRIVATE_ONLY,
): string {
	const videoNo = readVideoNumber(context, itemIndex);
	if (!isPublic(videoNo)) return videoNo;
	throw new InvalidParameter(
		`Video ${videoNo} is in the public library and cannot be ${done}`,
		`${PRIVATE_ONLY[done]} Only those of your private library can be ${done}.`,
	);
}

/** Several videos of earlier nodes. */
export const videoNumbersProperty = {
	displayName: 'Video Numbers',
	name: 'videoNos',
	type: 'string',
	required: true,
	default: '={{ $json.videoNo }}',
	placeholder: PLACEHOLDER,
	description:
		'Numbers of the videos: the videoNo in the output of uploads, separated by commas or lines, or a list from an expression',
} satisfies INodeProperties;

/** @throws InvalidParameter when there is none */
export function readVideoNumbers(context: IExecuteFunctions, itemIndex: number): string[] {
	const { displayName, name } = videoNumbersProperty;
	const videoNos = parseList(context.getNodeParameter(name, itemIndex), displayName);
	if (videoNos.length === 0) {
		throw new InvalidParameter(
			`${displayName} is empty`,
			'Enter the videoNo of at least one upload, for example from the node before.',
		);
	}
	return videoNos;
}

/** Several videos to filter by. */
export const videoNumbersField = {
	property: {
		displayName: videoNumbersProperty.displayName,
		type: 'string',
		default: '',
		placeholder: PLACEHOLDER,
		description: 'Only these videos, separated by commas or lines, or a list from an expression',
	},
	parse(value, label) {
		const videoNos = parseList(value, label);
		return videoNos.length > 0 ? videoNos : undefined;
	},
} satisfies CollectionField<string[]>;
