import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseCount } from './parse';

/** How many results a list has. */
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
	const { displayName, name } = limitProperty;
	const limit = parseCount(context.getNodeParameter(name, itemIndex, 50), displayName);
	if (limit === undefined) {
		throw new InvalidParameter(`${displayName} is empty`, 'Enter a number from 1.');
	}
	return limit;
}
