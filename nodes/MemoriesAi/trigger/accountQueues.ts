import type { Account } from '../transport/account';
import { LookupQueue } from './lookupQueue';

/** By account, whichever workflow and credential it is used by. */
const queues = new Map<string, LookupQueue>();

/** How many accounts are remembered although nobody waits; with it, their Unique IDs. */
const MOST_IDLE = 100;

/** The queue that all callbacks of an account share. */
export function lookupQueueOf({ id }: Account): LookupQueue {
	const queue = queues.get(id) ?? new LookupQueue();
	queues.delete(id);
	for (const [other, { isIdle }] of queues) {
		if (queues.size < MOST_IDLE) break;
		if (isIdle) queues.delete(other);
	}
	queues.set(id, queue);
	return queue;
}
