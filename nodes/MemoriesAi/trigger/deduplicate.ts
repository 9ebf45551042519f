import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import type { Verdict } from './verdict';

/** How many callbacks one trigger remembers; a repeat comes soon after the first, if at all. */
const SAVED = 1000;

/**
 * In this process more: what a call finds saved is a little behind, and must not be taken for news.
 */
const REMEMBERED = 2 * SAVED;

/** 96 bits are plenty to tell a thousand callbacks apart, and keep what is saved small. */
const KEY_LENGTH = 16;

/** What a trigger has had stays in this process for so long after its last call, in milliseconds. */
const KEPT_MS = 10 * 60_000;

interface Memory {
	/** In milliseconds since epoch. */
	calledAt: number;
	/** Callbacks that are being judged. */
	readonly underWay: Map<string, Promise<Verdict>>;
	/** Callbacks that have started a run, newest last. */
	readonly accepted: Set<string>;
	/** The same as one text, key after key, of which the end is saved. */
	text: string;
}

/** Of each trigger in this process, the one called last at the end. */
const memories = new Map<string, Memory>();

/**
 * Remembers which callbacks a trigger has had, here for those that arrive at the same time and in
 * the workflow's static data for those after a restart.
 */
export class CallbackDeduplicator {
	readonly #memory: Memory;

	/**
	 * @param trigger what tells this trigger from all others of the n8n instance
	 * @param staticData of the trigger's node; n8n saves it when it changes
	 */
	constructor(
		trigger: string,
		private readonly staticData: IDataObject,
	) {
		this.#memory = memoryOf(trigger);
		const { seen } = staticData;
		// What this process has saved is part of its text; another process of the same n8n saves, too.
		if (typeof seen === 'string' && !this.#memory.text.includes(seen)) {
			for (let start = 0; start < seen.length; start += KEY_LENGTH) {
				this.#accept(seen.slice(start, start + KEY_LENGTH));
			}
		}
	}

	/** Whether an equal callback has started a run that no other one can better. */
	hasHad(callback: Callback): boolean {
		return this.#memory.accepted.has(keyOf(callback));
	}

	/**
	 * Judges a callback, once for all equal ones that arrive meanwhile. Only when the verdict on an
	 * earlier one is open, a later one is judged for itself: Memories.ai may know more by now.
	 */
	async judge(callback: Callback, judging: () => Promise<Verdict>): Promise<Verdict> {
		const { underWay } = this.#memory;
		const key = keyOf(callback);
		const earlier = underWay.get(key);
		if (earlier) {
			const verdict = await earlier;
			if (verdict.kind !== 'unconfirmed') return verdict;
			const later = underWay.get(key);
			if (later) return await later;
		}
		const own = judging().finally(() => underWay.delete(key));
		underWay.set(key, own);
		return await own;
	}

	/**
	 * Takes a callback that is to start a run, so that no equal one starts another. What is not verified
	 * leaves that to one that is.
	 *
	 * @returns whether it is the first
	 */
	claim(callback: Callback, { kind }: Verdict): boolean {
		if (this.hasHad(callback)) return false;
		const key = keyOf(callback, kind === 'unconfirmed');
		if (this.#memory.accepted.has(key)) return false;
		this.#accept(key);
		return true;
	}

	/**
	 * Keeps what was accepted for after a restart. Each call does so, a repeat, too: of what n8n saves
	 * for several calls at the same moment, the older may be written last.
	 */
	save(): void {
		// As one text: n8n would go through a list entry by entry, several times for each call.
		const seen = this.#memory.text.slice(-SAVED * KEY_LENGTH);
		// n8n writes to its database whenever this is set.
		if (this.staticData.seen !== seen) this.staticData.seen = seen;
	}

	#accept(key: string): void {
		const memory = this.#memory;
		if (memory.accepted.has(key)) return;
		memory.accepted.add(key);
		memory.text = (memory.text + key).slice(-REMEMBERED * KEY_LENGTH);
		for (const oldest of memory.accepted) {
			if (memory.accepted.size <= REMEMBERED) break;
			memory.accepted.delete(oldest);
		}
	}
}

/** Forgets triggers on the way that are not called any more: they may have been deleted. */
function memoryOf(trigger: string): Memory {
	const calledAt = Date.now();
	const known = memories.get(trigger);
	memories.delete(trigger);
	for (const [other, memory] of memories) {
		if (memory.calledAt > calledAt - KEPT_MS) break;
		memories.delete(other);
	}
	const memory = known ?? { calledAt, underWay: new Map(), accepted: new Set(), text: '' };
	memory.calledAt = calledAt;
	memories.set(trigger, memory);
	return memory;
}

/**
 * Whether this process has let a callback start a run.
 *
 * @param trigger as `CallbackDeduplicator` was given it
 */
export function claimedHere(trigger: string, key: string): boolean {
	return memories.get(trigger)?.accepted.has(key) ?? false;
}

/**
 * What tells a callback from all others, but not from its repeats.
 *
 * @param callback as it came, or the item that it became
 */
export function keyOf(
	{ status, videoNo, taskId }: Callback | IDataObject,
	isUnverified = false,
): string {
	const mark = isUnverified ? ['not verified'] : [];
	const identity = JSON.stringify([status, videoNo, taskId, ...mark]);
	return createHash('sha256').update(identity).digest('base64url').slice(0, KEY_LENGTH);
}
