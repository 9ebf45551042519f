import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { claimedHere, keyOf } from './deduplicate';

/**
 * How many callbacks a workflow remembers in n8n's database: as many as n8n's Remove Duplicates node,
 * which keeps what it has seen beside them where its scope is the workflow.
 */
const REMEMBERED = 10_000;

/** What n8n remembers under the node is its lock: n8n makes it once, whoever else tries to. */
const LOCK = 'locked';
const LOCKED_BY_OTHERS_MS = 20;

/** For so long nobody holds it, in milliseconds, but a worker that was killed with it. */
const BROKEN_LOCK_MS = 30_000;

/**
 * What the run is to go on with: nothing, where another process has started one of an equal callback
 * that came at the same moment. What one process has had, it tells by itself and asks nobody.
 */
export async function withoutDoubled(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const [item] = items;
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	if (!item || context.getMode() !== 'webhook' || options.ignoreDuplicates === false) return items;

	const isChecked = context.getNodeParameter('verify', 0, true) !== false;
	const key = keyOf(item.json, isChecked && item.json.verified !== true);
	const { id } = context.getNode();
	if (claimedHere(`${context.getWorkflow().id ?? ''}/${id}`, key)) return items;
	try {
		return (await isFirst(context, `${id}/${key}`)) ? items : [];
	} catch (error) {
		// A run too many does less harm than one that is missing.
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`A Memories.ai callback may start the workflow twice: ${reason}`);
		return items;
	}
}

/** n8n reads, adds and writes in three steps, so only one process may at a time. */
async function isFirst({ helpers }: IExecuteFunctions, key: string): Promise<boolean> {
	const mode = 'entries';
	const takesLock = async () =>
		await helpers.checkProcessedAndRecord([LOCK], 'node', { mode }).then(
			({ new: made }) => made.length > 0,
			// Another process has made it at this very moment.
			() => false,
		);
	const until = Date.now() + BROKEN_LOCK_MS;
	while (!(await takesLock()) && Date.now() < until) {
		await sleep(LOCKED_BY_OTHERS_MS * (0.5 + Math.random()));
	}
	try {
		const limited = { mode, maxEntries: REMEMBERED } as const;
		const { new: added } = await helpers.checkProcessedAndRecord([key], 'workflow', limited);
		return added.length > 0;
	} finally {
		await helpers.clearAllProcessedItems('node', { mode });
	}
}
