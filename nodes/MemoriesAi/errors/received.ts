import type { IDataObject } from 'n8n-workflow';

import type { NodeFailure } from './itemError';

const received = new WeakMap<NodeFailure, IDataObject>();

/** Keeps with an error what had come before it, and may have been paid for, for its error item. */
export function keepReceived(failure: NodeFailure, before: IDataObject): void {
	received.set(failure, before);
}

/** @returns what had come before an error; an empty object where that is nothing */
export function receivedBefore(failure: NodeFailure): IDataObject {
	return received.get(failure) ?? {};
}
