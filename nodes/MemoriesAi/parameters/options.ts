import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Encoding } from '../api/endpoints';
import { DEFAULT_MAX_RETRIES } from '../transport/retry';
import type { SendOptions } from '../transport/request';
import type { TimeoutSettings } from '../transport/timeout';
import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven, parseCount } from './parse';

/** What n8n's own HTTP requests have, in seconds. */
const DEFAULT_TIMEOUT_S = 300;

/**
 * Of items: with more, small files do not go faster at the usual pace, and large ones share the same
 * line.
 */
const DEFAULT_CONCURRENCY = 4;

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_CONCURRENCY,
			description:
				'How many items are worked on at the same time. Results keep the order of the items.',
		},
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
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0.01, numberPrecision: 2 },
			default: 1,
			description:
				'How many requests this node starts in a second, all items together. Without this option 1 for uploads, scrapes and task statuses, and 5 for videos that are read. When Memories.ai asks to slow down, all items wait.',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_TIMEOUT_S,
			description:
				'How long one request may take, the transfer of its files included; 0 is no limit. Without this option, a file upload may take any time as long as it moves on within 300 seconds, and everything else has 300 seconds.',
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
	const maxRetries = readNumber(options.maxRetries, 'Max Retries') ?? DEFAULT_MAX_RETRIES;
	return {
		itemIndex,
		maxRetries: Math.floor(maxRetries),
		limit: readLimit(options.timeout, encoding),
		requestsPerSecond: readPace(options.requestsPerSecond),
	};
}

/**
 * @returns how many items are worked on at the same time; the first item's setting holds for all
 * @throws InvalidParameter when it is no whole number from 1
 */
export function readConcurrency(context: IExecuteFunctions): number {
	const { concurrency }: IDataObject = context.getNodeParameter('options', 0, {});
	return parseCount(concurrency, 'Concurrency') ?? DEFAULT_CONCURRENCY;
}

function readLimit(timeout: unknown, encoding: Encoding): TimeoutSettings {
	const seconds = readNumber(timeout, 'Timeout (Seconds)');
	return {
		ms: (seconds ?? DEFAULT_TIMEOUT_S) * 1000,
		of: seconds === undefined && encoding === 'multipart' ? 'idle' : 'total',
	};
}

function readPace(value: unknown): number | undefined {
	const perSecond = readNumber(value, 'Requests per Second');
	if (perSecond === 0) {
		throw new InvalidParameter(
			'Requests per Second must be more than 0',
			'Enter 0.1 for one request in ten seconds, or remove the option.',
		);
	}
	return perSecond;
}

function readNumber(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = Number(value);
	if (!(number >= 0 && Number.isFinite(number))) {
		throw new InvalidParameter(`${label} must be a number from 0`, describeGiven(value));
	}
	return number;
}
