import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Encoding } from '../api/endpoints';
import { DEFAULT_MAX_RETRIES } from '../api/repeat';
import type { SendOptions } from '../api/send';
import { InvalidParameter } from './invalidParameter';
import { describeGiven } from './values';

/** What n8n's own HTTP requests have, in seconds. */
const DEFAULT_TIMEOUT_S = 300;

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: DEFAULT_MAX_RETRIES,
			description:
				'How often a request is repeated when Memories.ai asks to slow down or cannot be reached. An upload that may have arrived is never sent twice. 8 takes about two minutes.',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_TIMEOUT_S,
			description:
				'How long one request may take, the transfer of its files included; 0 is no limit. Without this option, file uploads have no limit and everything else has 300 seconds.',
		},
	],
};

/**
 * @param encoding of the request: a file may take any time to travel
 * @throws InvalidParameter when an option is no number of its range
 */
export function readOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	encoding: Encoding,
): SendOptions {
	const options: IDataObject = context.getNodeParameter('options', itemIndex, {});
	const defaultTimeout = encoding === 'multipart' ? 0 : DEFAULT_TIMEOUT_S;
	return {
		itemIndex,
		maxRetries: Math.floor(readNumber(options.maxRetries, 'Max Retries', DEFAULT_MAX_RETRIES)),
		timeoutMs: readNumber(options.timeout, 'Timeout (Seconds)', defaultTimeout) * 1000,
	};
}

function readNumber(value: unknown, label: string, fallback: number): number {
	if (value === undefined || value === null || value === '') return fallback;
	const number = Number(value);
	if (!(number >= 0 && Number.isFinite(number))) {
		throw new InvalidParameter(`${label} must be a number from 0`, describeGiven(value));
	}
	return number;
}
