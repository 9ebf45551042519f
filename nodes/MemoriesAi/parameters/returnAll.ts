import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseCount } from './parse';

/** How many results there are at the most. */
export const limitProperty = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
} satisfies INodeProperties;

/** The same where a list may be wanted as a whole. */
export const returnAllProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{ ...limitProperty, displayOptions: { show: { returnAll: [false] } } },
];

/**
 * @returns `Infinity` for all
 * @throws InvalidParameter when the limit is no whole number from 1
 */
export function readReturnLimit(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return Infinity;
	const limit = readLimit(context, itemIndex);
	if (limit !== undefined) return limit;
	throw new InvalidParameter(`${limitProperty.displayName} is empty`, 'Enter a number from 1.');
}

/**
 * The same of a search, which gives no more than some.
 *
 * @param most that Memories.ai gives
 * @throws InvalidParameter when it is empty, no whole number from 1, or more
 */
export function readSearchLimit(
	context: IExecuteFunctions,
	itemIndex: number,
	most: number,
): number {
	const limit = readLimit(context, itemIndex);
	if (limit !== undefined && limit <= most) return limit;
	throw new InvalidParameter(
		`${limitProperty.displayName} must be a number from 1 to ${most}`,
		`${most} is the most that Memories.ai gives for this search.`,
	);
}

function readLimit(context: IExecuteFunctions, itemIndex: number): number | undefined {
	const { displayName, name, default: usual } = limitProperty;
	return parseCount(context.getNodeParameter(name, itemIndex, usual), displayName);
}
