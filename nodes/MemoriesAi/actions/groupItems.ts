/**
 * Puts items together that one request can serve.
 *
 * @param most how many fit into one request
 * @param keyOf what items have in common that go together; an item of which it cannot be read stands
 *   alone, so that it fails alone when it is run
 * @returns groups of item indexes that together hold each item once
 */
export function groupItems(
	itemCount: number,
	most: number,
	keyOf: (item: number) => string,
): number[][] {
	const groups: number[][] = [];
	const open = new Map<string, number[]>();
	for (let item = 0; item < itemCount; item++) {
		const key = keyOrNone(keyOf, item);
		const group = key === undefined ? undefined : open.get(key);
		if (group && group.length < most) {
			group.push(item);
			continue;
		}
		const begun = [item];
		groups.push(begun);
		if (key !== undefined) open.set(key, begun);
	}
	return groups;
}

function keyOrNone(keyOf: (item: number) => string, item: number): string | undefined {
	try {
		return keyOf(item);
	} catch {
		// The item's own run meets the same reason, and says it to the user.
		return undefined;
	}
}
