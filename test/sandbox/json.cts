import { parse, stringify } from 'lossless-json';

/** An integer with all its digits: a bigint where a number would round it. */
export type Integer = number | bigint;

/** @param digits an optional minus and digits */
export function toInteger(digits: string): Integer {
	const number = Number(digits);
	return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/**
 * Parses JSON; an integer keeps all its digits.
 * @throws {SyntaxError}
 */
export function parseJson(text: string): unknown {
	return parse(text, undefined, (number) =>
		/^-?\d+$/.test(number) ? toInteger(number) : Number(number),
	);
}

/** Writes JSON; a bigint becomes a bare integer with all its digits. */
export function jsonText(value: unknown): string {
	return stringify(value) ?? 'null';
}
