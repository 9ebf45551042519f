import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parseChoice } from './parse';

const DEFAULT = 'TIKTOK';

/** Of the public library one platform at a time is looked at. */
export const platformProperty = {
	displayName: 'Platform',
	name: 'platform',
	type: 'options',
	options: [
		{ name: 'Instagram', value: 'INSTAGRAM' },
		{ name: 'TikTok', value: DEFAULT },
		{ name: 'YouTube', value: 'YOUTUBE' },
	],
	default: DEFAULT,
	description: 'Where the public videos come from; one platform at a time',
} satisfies INodeProperties;

/** @throws InvalidParameter when an expression yields something else, which the API would not notice */
export function readPlatform(context: IExecuteFunctions, itemIndex: number): string {
	const { name, displayName } = platformProperty;
	return parseChoice(context.getNodeParameter(name, itemIndex, DEFAULT), displayName, [
		'TIKTOK',
		'YOUTUBE',
		'INSTAGRAM',
	]);
}
