import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField } from './collection';
import { parseList } from './lists';
import { parseText } from './parse';

const PLACEHOLDER = 'e.g. VI606404158946574336';

/** One video. */
export const videoNumberProperty = {
	displayName: 'Video Number',
	name: 'videoNo',
	type: 'string',
	required: true,
	default: '',
	placeholder: PLACEHOLDER,
	description:
		'Number of the video, which starts with VI, or with PI in the public library: the videoNo in the output of an upload or scrape',
} satisfies INodeProperties;

/** @throws InvalidParameter when it is empty */
export function readVideoNumber(context: IExecuteFunctions, itemIndex: number): string {
	const { displayName, name } = videoNumberProperty;
	const videoNo = parseText(context.getNodeParameter(name, itemIndex), displayName);
	if (videoNo === undefined) {
		throw new InvalidParameter(`${displayName} is empty`, 'Enter the videoNo of an upload.');
	}
	return videoNo;
}

/** Several videos of earlier nodes. */
export const videoNumbersProperty = {
	displayName: 'Video Numbers',
	name: 'videoNos',
	type: 'string',
	required: true,
	default: '={{ $json.videoNo ?? $json.video_no }}',
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
