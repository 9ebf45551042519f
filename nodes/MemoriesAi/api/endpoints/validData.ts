import type { Json } from '../../transport/json';
import { isJsonObject } from '../../transport/json';

/** `null` is how this API says that there is nothing. */
export function isNullOrObject(data: Json): boolean {
	return data === null || isJsonObject(data);
}

export function isNullOrList(data: Json): boolean {
	return data === null || Array.isArray(data);
}

/** @returns whether there is nothing, or an array under one of the names */
export function isNullOrListIn(...names: string[]): (data: Json) => boolean {
	return (data) =>
		data === null || (isJsonObject(data) && names.some((name) => Array.isArray(data[name])));
}
