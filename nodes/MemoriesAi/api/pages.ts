import type { JsonObject } from '../transport/json';
import { textOf } from '../transport/json';

/** One page of a list. */
export interface Page {
	readonly rows: readonly JsonObject[];
	/** On all pages, where the reply says so. */
	readonly totalCount?: number;
}

/** @returns the number of rows on all pages, where a reply says it */
export function totalCountOf({ total_count }: JsonObject): number | undefined {
	const totalCount = Number(textOf(total_count) ?? NaN);
	return Number.isFinite(totalCount) ? totalCount : undefined;
}

/**
 * Reads a list page by page.
 *
 * @param limit how many rows are wanted, `Infinity` for all
 * @param idOf what tells rows apart; all of the row where it has no id
 * @param readPage the first page is 1
 * @returns the rows, each once
 */
export async function collectPages(
	limit: number,
	idOf: (row: JsonObject) => string | undefined,
	readPage: (page: number) => Promise<Page>,
): Promise<JsonObject[]> {
	const found = new Map<string, JsonObject>();
	for (let page = 1; found.size < limit; page++) {
		const before = found.size;
		const { rows, totalCount } = await readPage(page);
		// What is added meanwhile moves rows to the next page: each is put out once all the same.
		for (const row of rows) found.set(idOf(row) ?? JSON.stringify(row), row);
		// The server may give smaller pages than were asked for, so a short page is not the last one.
		// One without news is: a server that knows no pages would give the same for ever.
		if (found.size === before || found.size >= (totalCount ?? Infinity)) break;
	}
	return [...found.values()].slice(0, limit);
}
