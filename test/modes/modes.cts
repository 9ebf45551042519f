import type { OnError } from 'n8n-workflow';

import type { BinaryMode } from '../engine/binary.cjs';
import type { Operation } from '../faults/operations.cjs';

/** A way in which n8n can run a node. */
export interface Mode {
	/** As n8n's editor calls it, as far as it does. */
	readonly title: string;
	/** What users can rely on then. */
	readonly promise: string;
	/** How many input items there are; 3 unless given. */
	readonly items?: number;
	/** Memories.ai refuses one request, the second where there are several. */
	readonly refusesOne?: true;
	readonly onError?: OnError;
	/** Retry On Fail. */
	readonly maxTries?: number;
	readonly executeOnce?: true;
	readonly manual?: true;
	/** The node runs by its own button, after the whole workflow has run. */
	readonly executeStep?: true;
	/** One item at a time, each time that the loop comes by. */
	readonly loop?: true;
	/** The credential's fields are expressions. */
	readonly credentialOfItem?: true;
	/** Where n8n keeps files; only operations with files are concerned. */
	readonly binaryMode?: BinaryMode;
}

/** Every mode that n8n's engine alone can show. */
export const modes: readonly Mode[] = [
	{ title: 'In production', promise: 'Each item is sent once and put out, in order' },
	{ title: 'Execute workflow in the editor', promise: 'As in production', manual: true },
	{
		title: 'Execute step in the editor',
		promise:
			'Each item is sent, also what an earlier run has brought in: n8n hands on nothing that the node knew then',
		executeStep: true,
	},
	{
		title: 'On Error: Stop Workflow',
		promise: 'Red at the item that is refused; what was sent before is sent once',
		refusesOne: true,
	},
	{
		title: 'On Error: Continue',
		promise: 'The refused item carries its error; the others are put out',
		refusesOne: true,
		onError: 'continueRegularOutput',
	},
	{
		title: 'On Error: Continue (using error output)',
		promise: 'The refused item goes to the error output; the others are put out',
		refusesOne: true,
		onError: 'continueErrorOutput',
	},
	{
		title: 'Retry On Fail',
		promise: 'Only what was refused is sent again',
		refusesOne: true,
		maxTries: 2,
	},
	{
		title: 'Retry On Fail, On Error: Continue (using error output)',
		promise: 'Only what was refused is sent again, where n8n tries again',
		refusesOne: true,
		maxTries: 2,
		onError: 'continueErrorOutput',
	},
	{ title: 'Execute Once', promise: 'The first item alone is sent', executeOnce: true },
	{ title: 'No items', promise: 'Nothing is sent', items: 0 },
	{ title: '1,000 items', promise: 'Each is sent once and put out, in order', items: 1000 },
	{
		title: 'Loop Over Items',
		promise: 'Each time round, its item is sent once and put out',
		loop: true,
	},
	{
		title: 'A credential with an expression on the item',
		promise: "Each item goes to its own account, with its own account's key",
		credentialOfItem: true,
	},
	{ title: 'Binary data in memory', promise: 'As in production', binaryMode: 'memory' },
	{
		title: 'Binary data in the file system',
		promise: 'As in production',
		binaryMode: 'filesystem',
	},
];

/** The modes that take a whole n8n, by where they are tested. */
export const modesOfWholeN8n = {
	'Retry of a failed execution': 'test/e2e/modes.test.cts',
	'Sub-workflow': 'test/e2e/modes.test.cts',
	'Pinned data': 'test/e2e/modes.test.cts',
	'Tool of an AI Agent': 'test/e2e/agent.test.cts',
	'Binary data in the database': 'test/e2e/binary-database.test.cts',
	'Queue mode': 'test/e2e/queue.test.cts',
} as const;

/** Whether the mode makes a difference to the operation. */
export function concerns({ binaryMode }: Mode, { file, reply }: Operation): boolean {
	return binaryMode === undefined || file !== undefined || reply === 'file';
}
