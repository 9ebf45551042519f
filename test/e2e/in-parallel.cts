/**
 * Does something with every value, a number of them at a time.
 *
 * @returns the results in the order of the values
 */
export async function inParallel<T, R>(
	lanes: number,
	values: readonly T[],
	each: (value: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(values.length);
	const rest = values.entries();
	await Promise.all(
		Array.from({ length: lanes }, async () => {
			for (const [index, value] of rest) results[index] = await each(value, index);
		}),
	);
	return results;
}
