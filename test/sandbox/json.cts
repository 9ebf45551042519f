/** An integer with all its digits: a bigint where a number would round it. */
export type Integer = number | bigint;

/** @param digits an optional minus and digits */
export function toInteger(digits: string): Integer {
	const number = Number(digits);
	return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Stands before the digits of an integer that travels as text; no text of the API begins so. */
const MARK = '\u0000integer:';

const TEXT_OR_LONG_INTEGER = /"(?:[^"\\]+|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
const MARKED = /"\\u0000integer:(-?\d+)"/g;

/**
 * Parses JSON; an integer keeps all its digits.
 * @throws {SyntaxError}
 */
export function parseJson(text: string): unknown {
	const safe = text.replace(TEXT_OR_LONG_INTEGER, (found) =>
		found.startsWith('"') ? found : JSON.stringify(`${MARK}${found}`),
	);
	return JSON.parse(safe, (_key, value: unknown) =>
		typeof value === 'string' && value.startsWith(MARK)
			? toInteger(value.slice(MARK.length))
			: value,
	);
}

/** Writes JSON; a bigint becomes a bare integer with all its digits. */
export function jsonText(value: unknown): string {
	const safe = JSON.stringify(value, (_key, member: unknown) =>
		typeof member === 'bigint' ? `${MARK}${member.toString()}` : member,
	);
	return safe.replace(MARKED, '$1');
}
