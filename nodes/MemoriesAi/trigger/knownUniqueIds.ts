import type { ApiClient } from '../api/client';
import { listUniqueIds } from '../api/uniqueIds';

/** In milliseconds. */
const REMEMBERED_MS = 60_000;

/** The Unique IDs of an account, remembered for a minute. */
export class KnownUniqueIds {
	#uniqueIds: readonly string[] = [];

	/** When they were asked for, in milliseconds since epoch. */
	#askedAt = -Infinity;

	/** Those of the last minute; none when nobody has asked since. */
	get remembered(): readonly string[] {
		return Date.now() - this.#askedAt < REMEMBERED_MS ? this.#uniqueIds : [];
	}

	/** @param time in milliseconds since epoch */
	isNewerThan(time: number): boolean {
		return this.#askedAt >= time;
	}

	/** Asks for them anew. */
	async refresh(client: ApiClient): Promise<void> {
		const askedAt = Date.now();
		this.#uniqueIds = await listUniqueIds(client);
		this.#askedAt = askedAt;
	}
}
