import { randomUUID } from 'crypto';

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ownAddresses, resumeUrlOf } from '../api/resumeUrl';
import { NET_MS } from './beatSchedule';
import { toItems } from './output';
import { sleeperOf } from './sleeper';
import type { SleepState, Wait } from './state';
import { writeState } from './state';

/**
 * Lets the execution sleep until a callback, the heartbeat, or the deadline.
 *
 * The heartbeat ends it at the deadline. A little later n8n does so itself where the heartbeat is no
 * more, as after a restart: then it skips this node and hands on its input items. So they are replaced
 * here, in place, by what is to come out then.
 */
export async function sleepUntilCalled(
	context: IExecuteFunctions,
	wait: Wait,
): Promise<INodeExecutionData[]> {
	const addresses = ownAddresses(context, resumeUrlOf(context));
	const state: SleepState = { ...wait, id: randomUUID(), addresses, startedAt: Date.now() };
	writeState(context, state);
	const items = itemsOfNet(wait);
	const input = context.getInputData();
	input.splice(0, input.length, ...items);
	await context.putExecutionToWait(new Date(state.startedAt + wait.settings.timeoutMs + NET_MS));
	sleeperOf(state).carryOn(false);
	// Not the input's own array: where there is an error output, n8n empties what is returned.
	return items;
}

/**
 * What was late by then comes out only where nobody has looked after the sleep, so it may be out of
 * date. Other items are as they were.
 */
function itemsOfNet(wait: Wait): INodeExecutionData[] {
	const asTheyWere = new Set(wait.slots.flatMap((slot) => ('item' in slot ? [slot.item] : [])));
	return toItems(wait).map((item) => {
		const { error } = item.json;
		if (asTheyWere.has(item) || typeof error !== 'object' || error === null) return item;
		return { ...item, json: { error: { ...error, description: NOBODY_LOOKED } } };
	});
}

const NOBODY_LOOKED =
	'This was known before the workflow slept. Nobody has looked since: no callback came, and n8n was restarted or does not reach its own address. Look at the video in Memories.ai.';
