/** What `JSON.parse` can return. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
	[key: string]: Json;
}

/**
 * Parses JSON without losing a digit: an integer of 16 digits or more, which a JavaScript number
 * cannot hold safely (2^53 has 16), becomes a string of its digits.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJson(text: string): Json {
	const safe = text.replace(STRING_OR_LONG_INTEGER, (token) =>
		token.startsWith('"') ? token : `"${token}"`,
	);
	const value: Json = JSON.parse(safe);
	return value;
}

/** Strings are matched so that digits inside them are stepped over. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gs;

export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the value as text, or `undefined` where the API means "nothing": null, '' or "null" */
export function textOf(value: Json | undefined): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' || text === 'null' ? undefined : text;
}
