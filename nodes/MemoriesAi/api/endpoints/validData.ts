import type { Json } from '../../transport/json';
import { isJsonObject } from '../../transport/json';

/** `null` is how this API says that there is nothing. */
export function isNullOrObject(data: Json): boolean {
	return data === null || isJsonObject(data);
}

export function isEmptyObject(data: Json): boolean {
	return isJsonObject(data) && Object.keys(data).length === 0;
}

export function isNullOrList(data: Json): boolean {
	return data === null || Array.isArray(data);
}

/** @returns whether there is nothing, or an array under one of the names */
export function isNullOrListIn(...names: string[]): (data: Json) => boolean {
	return (data) =>
		data === null || (isJsonObject(data) && names.some((name) => Array.isArray(data[name])));
}

/** @returns whether there is nothing, or an array, which no document names */
export function isNullOrSomeList(data: Json): boolean {
	return data === null || someListIn(data) !== undefined;
}

/** @returns the array that the data is or has, by a likely name or any; none of nothing is empty */
export function someListIn(data: Json): Json[] | undefined {
	if (!isJsonObject(data)) return Array.isArray(data) ? data : undefined;
	const values = [data.memories, data.results, ...Object.values(data)];
	return isEmptyObject(data) ? [] : values.find((value) => Array.isArray(value));
}
