import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { RequestOptions } from '../transport/apiCall';
import { DEFAULT_MAX_RETRIES } from '../transport/retry';
import { DEFAULT_TIMEOUT_MS } from '../transport/timeout';
import type { CollectionFields } from './collection';
import { collectionProperty, readCollection } from './collection';
import { parseCount, parseNumber } from './parse';

/**
 * Of items: with more, small files do not go faster at the usual pace, and large ones share the same
 * line.
 */
const DEFAULT_CONCURRENCY = 4;

/** How the node runs and sends, whatever the operation. */
const options = {
	concurrency: {
		property: {
			displayName: 'Concurrency',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_CONCURRENCY,
			description:
				'How many items are worked on at the same time. Results keep the order of the items.',
		},
		parse: parseCount,
	},
	maxRetries: {
		property: {
			displayName: 'Max Retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: DEFAULT_MAX_RETRIES,
			description:
				'How often a request is repeated when Memories.ai asks to slow down or cannot be reached. An upload that may have arrived is never sent twice. 8 takes about two minutes.',
		},
		parse: parseNumber,
	},
	requestsPerSecond: {
		property: {
			displayName: 'Requests per Second',
			type: 'number',
			typeOptions: { minValue: 0.01, numberPrecision: 2 },
			default: 1,
			description:
				'How many requests this node starts in a second, all items together. All executions share what the account allows: 1 upload, scrape, search, question and task status each, 1 transcript, and 5 other requests per second; 12 downloads per minute. A lower number slows down this node alone; a higher one says that your plan allows more. When Memories.ai asks to slow down, all executions do.',
		},
		parse(value, label) {
			const perSecond = parseNumber(value, label);
			if (perSecond === 0) {
				throw new InvalidParameter(
					`${label} must be more than 0`,
					'Enter 0.1 for one request in ten seconds, or remove the option.',
				);
			}
			return perSecond;
		},
	},
	timeout: {
		property: {
			displayName: 'Timeout (Seconds)',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_TIMEOUT_MS / 1000,
			description:
				'How long one request may take, the transfer of its files included; 0 is no limit. Without this option, a file upload may take any time as long as it moves on within 300 seconds, and everything else has 300 seconds.',
		},
		parse: parseNumber,
	},
} satisfies CollectionFields;

export const optionsProperty: INodeProperties = collectionProperty(
	{ displayName: 'Options', name: 'options', placeholder: 'Add Option' },
	options,
);

/**
 * @throws InvalidParameter when an option is no number of its range
 */
export function readRequestOptions(context: IExecuteFunctions, itemIndex: number): RequestOptions {
	const given = readCollection(context, itemIndex, 'options', options);
	return {
		itemIndex,
		maxRetries: Math.floor(given.maxRetries ?? DEFAULT_MAX_RETRIES),
		timeoutMs: given.timeout === undefined ? undefined : given.timeout * 1000,
		requestsPerSecond: given.requestsPerSecond,
	};
}

/**
 * @returns how many items are worked on at the same time; the first item's setting holds for all
 * @throws InvalidParameter when it is no whole number from 1
 */
export function readConcurrency(context: IExecuteFunctions): number {
	const { concurrency } = readCollection(context, 0, 'options', {
		concurrency: options.concurrency,
	});
	return concurrency ?? DEFAULT_CONCURRENCY;
}
