import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseText } from './parse';

/** What to search for, in words. */
export const queryProperty = {
	displayName: 'Query',
	name: 'query',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. boat in the ocean',
	description: 'What to search for, in plain words',
} satisfies INodeProperties;

/** @throws InvalidParameter when it is empty */
export function readQuery(context: IExecuteFunctions, itemIndex: number): string {
	const { name, displayName } = queryProperty;
	const query = parseText(context.getNodeParameter(name, itemIndex), displayName);
	if (query === undefined) {
		throw new InvalidParameter(`${displayName} is empty`, 'Enter what to search for.');
	}
	return query;
}
