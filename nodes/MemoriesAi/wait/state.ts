import type { IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

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
	/** The URL that wakes it, with its secret, as Memories.ai has it; then others from inside n8n. */
	readonly addresses: readonly string[];
	/** In milliseconds since epoch. */
	readonly startedAt: number;
}

export function isAllDone({ progress, settings }: Wait): boolean {
	return progress.every((one) => isDone(one, settings.until));
}

/** Where a sleeping execution keeps what it waits for; n8n saves it in its database. */
const STATE = 'memoriesAiWait';

export function writeState(context: IExecuteFunctions, state: SleepState): void {
	context.getContext('node')[STATE] = state;
}

/** @returns `undefined` when this execution does not sleep until it is called */
export function readState(context: IWebhookFunctions): SleepState | undefined {
	const name = JSON.stringify(context.getNode().name);
	const state: unknown = context.evaluateExpression(`{{ $node[${name}].context["${STATE}"] }}`);
	return isSleepState(state) ? state : undefined;
}

/** Only `writeState` writes it. */
function isSleepState(state: unknown): state is SleepState {
	return typeof state === 'object' && state !== null && 'progress' in state && 'addresses' in state;
}
