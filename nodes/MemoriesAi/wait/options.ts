import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven } from '../parameters/parse';

/** What is waited for: a video by its number, or all videos of a scrape's task. */
export type WaitKind = 'video' | 'task';

export type WaitFor = 'nothing' | 'polling' | 'callback';

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

const WAIT_FOR = {
	displayName: 'Wait For',
	name: 'waitFor',
	type: 'options',
	// From the simplest to the most elaborate.
	options: [
		{
			name: 'Nothing',
			value: 'nothing',
			description: 'Go on at once, before the video is indexed',
		},
		{
			name: 'Video Is Ready: Ask Regularly',
			value: 'polling',
			description: 'The workflow keeps running and asks Memories.ai every 5 to 30 seconds',
		},
		{
			name: 'Video Is Ready: Sleep Until Called Back',
			value: 'callback',
			description:
				'The workflow sleeps in the database, uses nothing meanwhile, and survives a restart. Memories.ai must be able to reach this n8n.',
		},
	],
	default: 'nothing',
	description: 'When the workflow goes on',
} satisfies INodeProperties;

const CONTINUE_OR_ERROR = [
	{
		name: 'Continue',
		value: 'continue',
		description: 'Put out the item with its last known status',
	},
	{ name: 'Stop With an Error', value: 'error', description: 'As the On Error setting says' },
];

const OPTIONS = {
	onFailure: {
		displayName: 'On Failed Video',
		name: 'onFailure',
		type: 'options',
		options: CONTINUE_OR_ERROR,
		default: 'error',
		description: 'What happens with a video that could not be indexed',
	},
	onTimeout: {
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: CONTINUE_OR_ERROR,
		default: 'error',
		description:
			'What happens with a video that is not ready in time. A workflow that sleeps cannot stop by itself: it goes on, and with Stop With an Error its item has an error field, which goes to the error output where there is one.',
	},
	timeout: {
		displayName: 'Timeout (Minutes)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_TIMEOUT_MINUTES,
		description: 'How long to wait at the most. Long videos can take longer than half an hour.',
	},
	until: {
		displayName: 'Until',
		name: 'until',
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
} satisfies Record<string, INodeProperties>;

/** The "Wait Options" collection. */
export function waitOptionsProperty(kind: WaitKind): INodeProperties {
	return {
		displayName: 'Wait Options',
		name: 'waitOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options:
			kind === 'task'
				? [OPTIONS.onFailure, OPTIONS.onTimeout, OPTIONS.timeout, OPTIONS.until]
				: [OPTIONS.onFailure, OPTIONS.onTimeout, OPTIONS.timeout],
	};
}

/**
 * The fields with which an upload or scrape can wait.
 */
export function waitProperties(kind: WaitKind): INodeProperties[] {
	const afterDownload =
		' For some accounts it calls only when a scrape is downloaded, not when its videos are indexed: if this workflow wakes at the Timeout only, set Until to Downloaded.';
	return [
		WAIT_FOR,
		{
			displayName: `The workflow sleeps until Memories.ai calls this n8n, which needs a public https address.${kind === 'task' ? afterDownload : ''}`,
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
	const waitFor: unknown = always ? 'polling' : context.getNodeParameter('waitFor', 0, 'nothing');
	const options = context.getNodeParameter('waitOptions', 0, {}) as IDataObject;
	const minutes = Number(options.timeout ?? DEFAULT_TIMEOUT_MINUTES);
	if (!(minutes >= 0 && Number.isFinite(minutes))) {
		throw new InvalidParameter(
			'Timeout (Minutes) must be a number from 0',
			describeGiven(options.timeout),
		);
	}
	return {
		waitFor: oneOf(waitFor, ['nothing', 'polling', 'callback'], 'Wait For'),
		timeoutMs: minutes * 60_000,
		onTimeout: oneOf(options.onTimeout ?? 'error', ['error', 'continue'], 'On Timeout'),
		onFailure: oneOf(options.onFailure ?? 'error', ['error', 'continue'], 'On Failed Video'),
		until: oneOf(options.until ?? 'indexed', ['indexed', 'downloaded'], 'Until'),
	};
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], label: string): T {
	const choice = choices.find((known) => known === value);
	if (choice === undefined) {
		throw new InvalidParameter(`${label} is not one of its list`, describeGiven(value));
	}
	return choice;
}
