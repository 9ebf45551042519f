import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Callback } from './readCallback';

/** How many callbacks one trigger remembers; a repeat comes soon after the first, if at all. */
const REMEMBERED = 1000;

/** Of each trigger in this process, newest last: callbacks that arrive together share it. */
const seenInProcess = new Map<string, Set<string>>();

/**
 * Remembers which callbacks a trigger has had, here for those that arrive at the same time and in
 * the workflow's static data for those after a restart.
 */
export class SeenCallbacks {
	readonly #seen: Set<string>;

	/**
	 * @param trigger what tells this trigger from all others of the n8n instance
	 * @param staticData of the trigger's node; n8n saves it when it changes
	 */
	constructor(
		trigger: string,
		private readonly staticData: IDataObject,
	) {
		this.#seen = seenInProcess.get(trigger) ?? new Set();
		seenInProcess.set(trigger, this.#seen);
		// Also what another process of the same n8n has saved meanwhile.
		const saved = Array.isArray(staticData.seen) ? staticData.seen.map(String) : [];
		saved.forEach((key) => this.#seen.add(key));
	}

	/**
	 * Claims a callback at once, before anything is awaited, so that of several that arrive together
	 * one wins.
	 *
	 * @returns false when it was claimed before
	 */
	claim(callback: Callback): boolean {
		const key = keyOf(callback);
		if (this.#seen.has(key)) return false;
		this.#seen.add(key);
		return true;
	}

	/** Forgets a claim: the callback led to nothing, so a repeat of it is welcome. */
	release(callback: Callback): void {
		this.#seen.delete(keyOf(callback));
	}

	/** Keeps the claims for after a restart. */
	save(): void {
		const surplus = this.#seen.size - REMEMBERED;
		[...this.#seen].slice(0, Math.max(0, surplus)).forEach((key) => this.#seen.delete(key));
		this.staticData.seen = [...this.#seen];
	}
}

/** 96 bits are plenty to tell a thousand callbacks apart, and keep what is saved small. */
function keyOf({ status, videoNo, taskId }: Callback): string {
	const identity = JSON.stringify([status, videoNo, taskId]);
	return createHash('sha256').update(identity).digest('base64url').slice(0, 16);
}
