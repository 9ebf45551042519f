import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

import type { RequestRecord } from './recorder.cjs';

const CHANNEL = 'memories-ai-sandbox:arrival';
const arrivals = channel(CHANNEL);

/** Tells whoever listens in this process of a request, whose body has yet to come. */
export function announce(record: RequestRecord): void {
	arrivals.publish(record);
}

/**
 * Listens to all sandboxes of this process.
 *
 * @returns what ends it
 */
export function onArrival(listener: (record: RequestRecord) => void): () => void {
	const subscriber = (message: unknown) => {
		listener(message as RequestRecord);
	};
	subscribe(CHANNEL, subscriber);
	return () => {
		unsubscribe(CHANNEL, subscriber);
	};
}
