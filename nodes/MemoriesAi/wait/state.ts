import type { IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Progress } from './job';
import { isDone } from './job';
import type { WaitSettings } from './waitOptions';

/** One place of the output: an item as it is, or what becomes of a job. */
export type Slot = { readonly item: INodeExecutionData } | { readonly job: number };

/** What is waited for, and how. Plain data: it survives a sleep. */
export interface Wait {
	readonly slots: readonly Slot[];
	readonly progress: readonly Progress[];
	readonly settings: WaitSettings;
	readonly continueOnFail: boolean;
	/** Whether the ids of this run are of something that was brought in, and that must not be lost. */
	readonly bringsIn: boolean;
	/** Whether an AI agent reads what comes out. */
	readonly forAgent: boolean;
}

export interface SleepState extends Wait {
	/** Tells this sleep from all others, those of the same execution included. */
	readonly id: string;
}

export function isAllDone({ progress, settings }: Wait): boolean {
	return progress.every((one) => isDone(one, settings.until));
}

/** Where a sleeping execution keeps what it waits for; n8n saves it in its database. */
const STATE = 'memoriesAiWait';

export function writeState(context: IExecuteFunctions, state: SleepState): void {
	context.getContext('node')[STATE] = state;
}

/** @throws NodeOperationError when this execution does not sleep */
export function readState(context: IWebhookFunctions): SleepState {
	const name = JSON.stringify(context.getNode().name);
	const state: unknown = context.evaluateExpression(`{{ $node[${name}].context["${STATE}"] }}`);
	if (!isSleepState(state)) {
		throw new NodeOperationError(context.getNode(), 'This execution does not wait for a callback');
	}
	return state;
}

/** Only `writeState` writes it. */
function isSleepState(state: unknown): state is SleepState {
	return typeof state === 'object' && state !== null && 'progress' in state && 'slots' in state;
}
