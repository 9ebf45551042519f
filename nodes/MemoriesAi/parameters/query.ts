import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseCount, parseText } from './parse';

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

/** How many results a search gives at the most. */
export const limitProperty = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
} satisfies INodeProperties;

/**
 * @param most that Memories.ai gives
 * @throws InvalidParameter when it is empty, no whole number from 1, or more
 */
export function readSearchLimit(
	context: IExecuteFunctions,
	itemIndex: number,
	most: number,
): number {
	const { name, displayName } = limitProperty;
	const given: unknown = context.getNodeParameter(name, itemIndex, limitProperty.default);
	const limit = parseCount(given, displayName);
	if (limit === undefined || limit > most) {
		throw new InvalidParameter(
			`${displayName} must be a number from 1 to ${most}`,
			`${most} is the most that Memories.ai gives for this search.`,
		);
	}
	return limit;
}
