/** What `JSON.parse` can return. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

export interface JsonObject {
	[key: string]: Json;
}

/** This API has less than ten; n8n copies an item level by level, which ends at some thousand. */
const DEEPEST = 100;

/**
 * Parses JSON without losing a digit: an integer of 16 digits or more, which a JavaScript number
 * cannot hold safely (2^53 has 16), becomes a string of its digits.
 *
 * @throws SyntaxError when the text is not JSON, or nested too deeply
 */
export function parseJson(text: string): Json {
	const value: Json = JSON.parse(quoteLongIntegers(text));
	return value;
}

/**
 * Steps over strings by hand: a regular expression that matches a whole string overflows the stack
 * on a long one.
 */
function quoteLongIntegers(text: string): string {
	const next = /["[\]{}]|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
	let depth = 0;
	let quoted = '';
	let done = 0;
	for (let match = next.exec(text); match !== null; match = next.exec(text)) {
		switch (match[0]) {
			case '"':
				next.lastIndex = endOfString(text, match.index);
				break;
			case '[':
			case '{':
				if (++depth > DEEPEST) throw new SyntaxError(`More than ${DEEPEST} levels of nesting`);
				break;
			case ']':
			case '}':
				depth--;
				break;
			default:
				quoted += `${text.slice(done, match.index)}"${match[0]}"`;
				done = next.lastIndex;
		}
	}
	return quoted + text.slice(done);
}

/** @returns the index after the closing quote, or after the text when there is none */
function endOfString(text: string, start: number): number {
	let end = start;
	let backslashes: number;
	do {
		end = text.indexOf('"', end + 1);
		if (end === -1) return text.length;
		backslashes = 0;
		while (text[end - 1 - backslashes] === '\\') backslashes++;
	} while (backslashes % 2 === 1);
	return end + 1;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the value as text, or `undefined` where the API means "nothing": null, '' or "null" */
export function textOf(value: Json | undefined): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' || text === 'null' ? undefined : text;
}
