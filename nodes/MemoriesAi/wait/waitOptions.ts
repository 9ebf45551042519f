import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionField, CollectionFields } from '../parameters/collection';
import { collectionProperty, readCollection } from '../parameters/collection';
import { describeGiven, parseChoice } from '../parameters/parse';
import type { WaitFor } from './waitFor';
import { readWaitFor, waitForProperty } from './waitFor';

/** What is waited for: a video by its number, or all videos of a scrape's task. */
export type WaitKind = 'video' | 'task';

export interface WaitSettings {
	readonly waitFor: WaitFor;
	/** In milliseconds, from the moment when all is sent. */
	readonly timeoutMs: number;
	readonly onTimeout: 'error' | 'continue';
	readonly onFailure: 'error' | 'continue';
	/** Of scrapes: until all videos are indexed, or only until they are downloaded. */
	readonly until: 'indexed' | 'downloaded';
}

/** Vendor examples give up after 30 minutes. */
const DEFAULT_TIMEOUT_MINUTES = 30;

const videoWaitOptions = {
	onFailure: continueOrError(
		'On Failed Video',
		'What happens with a video that could not be indexed, and with a scrape that could not be downloaded',
	),
	onTimeout: continueOrError('On Timeout', 'What happens with a video that is not ready in time'),
	timeout: {
		property: {
			displayName: 'Timeout (Minutes)',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_TIMEOUT_MINUTES,
			description: 'How long to wait at the most. Long videos can take longer than half an hour.',
		},
		parse(value, label) {
			const minutes = Number(value ?? DEFAULT_TIMEOUT_MINUTES);
			if (!(minutes >= 0 && Number.isFinite(minutes))) {
				throw new InvalidParameter(`${label} must be a number from 0`, describeGiven(value));
			}
			return minutes;
		},
	},
} satisfies CollectionFields;

const taskWaitOptions = {
	...videoWaitOptions,
	until: {
		property: {
			displayName: 'Until',
			type: 'options',
			options: [
				{
					name: 'Downloaded',
					value: 'downloaded',
					description: 'Memories.ai has the videos, but they cannot be searched yet',
				},
				{ name: 'Indexed', value: 'indexed', description: 'All videos can be searched' },
			],
			default: 'indexed',
			description: 'How far the videos must have come',
		},
		parse: (value, label) => parseChoice(value ?? 'indexed', label, ['indexed', 'downloaded']),
	},
} satisfies CollectionFields;

function continueOrError(displayName: string, description: string) {
	return {
		property: {
			displayName,
			type: 'options',
			options: [
				{
					name: 'Continue',
					value: 'continue',
					description: 'Put out the item with its last known status',
				},
				{
					name: 'Stop With an Error',
					value: 'error',
					description: 'As the On Error setting says',
				},
			],
			default: 'error',
			description,
		},
		parse: (value, label) => parseChoice(value ?? 'error', label, ['error', 'continue']),
	} satisfies CollectionField<'error' | 'continue'>;
}

const NAME = 'waitOptions';

/** The "Wait Options" collection. */
export function waitOptionsProperty(kind: WaitKind): INodeProperties {
	const property = collectionProperty(
		{ displayName: 'Wait Options', name: NAME, placeholder: 'Add Option' },
		kind === 'task' ? taskWaitOptions : videoWaitOptions,
	);
	// The one that matters is there from the beginning.
	return { ...property, default: { timeout: DEFAULT_TIMEOUT_MINUTES } };
}

/**
 * The fields with which an upload or scrape can wait.
 */
export function waitProperties(kind: WaitKind): INodeProperties[] {
	return [
		waitForProperty,
		{
			displayName:
				'The workflow sleeps until Memories.ai calls this n8n, which needs a public https address. In case a call gets lost, n8n checks by itself every 1 to 10 minutes.',
			name: 'sleepNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { waitFor: ['callback'] } },
		},
		{
			...waitOptionsProperty(kind),
			displayOptions: { show: { waitFor: ['polling', 'callback'] } },
		},
	];
}

/**
 * Reads how the node waits. All items of a run wait together, so the first item's settings hold.
 *
 * @param always the operation is itself a wait, without a choice
 * @throws InvalidParameter when an option is not one of its list, or no number
 */
export function readWaitSettings(context: IExecuteFunctions, always: boolean): WaitSettings {
	const waitFor = always ? 'polling' : readWaitFor(context);
	const given = readCollection(context, 0, NAME, taskWaitOptions);
	return {
		waitFor,
		timeoutMs: (given.timeout ?? DEFAULT_TIMEOUT_MINUTES) * 60_000,
		onTimeout: given.onTimeout ?? 'error',
		onFailure: given.onFailure ?? 'error',
		until: given.until ?? 'indexed',
	};
}
