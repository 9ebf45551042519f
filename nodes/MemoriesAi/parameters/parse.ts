import { InvalidParameter } from '../errors/invalidParameter';

/**
 * Reads a value that a field or an expression hands over as text.
 *
 * @returns the trimmed text, or `undefined` when there is nothing to send
 * @throws InvalidParameter when it is neither text nor number
 */
export function parseText(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw new InvalidParameter(`${label} must be text`, describeGiven(value));
	}
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/**
 * @param longest in characters
 * @throws InvalidParameter when the text is longer, or no text at all
 */
export function parseShortText(value: unknown, label: string, longest: number): string | undefined {
	const text = parseText(value, label);
	if (text !== undefined && text.length > longest) {
		throw new InvalidParameter(
			`${label} must not be longer than ${longest} characters`,
			`It has ${text.length}.`,
		);
	}
	return text;
}

/** @throws InvalidParameter when the value is neither a boolean nor the word for one */
export function parseBoolean(value: unknown, label: string): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = parseText(value, label)?.toLowerCase();
	if (word === undefined) return undefined;
	if (word !== 'true' && word !== 'false') {
		throw new InvalidParameter(`${label} must be true or false`, describeGiven(value));
	}
	return word === 'true';
}

/**
 * @param limit the largest distance from zero
 * @throws InvalidParameter when the value is no number, or out of range
 */
export function parseCoordinate(value: unknown, label: string, limit: number): number | undefined {
	const text = parseText(value, label);
	if (text === undefined) return undefined;
	const number = Number(text);
	if (!/^[+-]?[\d.]/.test(text) || !(Math.abs(number) <= limit)) {
		throw new InvalidParameter(
			`${label} must be a number from -${limit} to ${limit}`,
			describeGiven(value),
		);
	}
	return number;
}

/** @throws InvalidParameter when the value is no whole number from 1 */
export function parseCount(value: unknown, label: string): number | undefined {
	const text = parseText(value, label);
	if (text === undefined) return undefined;
	const number = Number(text);
	if (!Number.isSafeInteger(number) || number < 1) {
		throw new InvalidParameter(`${label} must be a whole number from 1`, describeGiven(value));
	}
	return number;
}

/** @throws InvalidParameter when the value is no number from 0 */
export function parseNumber(value: unknown, label: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = Number(value);
	if (!(number >= 0 && Number.isFinite(number))) {
		throw new InvalidParameter(`${label} must be a number from 0`, describeGiven(value));
	}
	return number;
}

/**
 * @param choices of the list on screen
 * @throws InvalidParameter when an expression yields something else
 */
export function parseChoice<const T extends string>(
	value: unknown,
	label: string,
	choices: readonly T[],
): T {
	const choice = choices.find((known) => known === value);
	if (choice === undefined) {
		throw new InvalidParameter(`${label} is not one of its list`, describeGiven(value));
	}
	return choice;
}

/** The largest 64-bit integer, which is what Memories.ai's ids are. */
const LARGEST_ID = 2n ** 63n - 1n;

/**
 * Reads a numeric id, all of its digits kept.
 *
 * @throws InvalidParameter when it is no integer, or a number that has already lost digits
 */
export function parseLongId(value: unknown, label: string): bigint | undefined {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new InvalidParameter(
			`${label} has lost its last digits`,
			'An id this long must be handed over as text, because a number cannot hold all of its digits.',
		);
	}
	const text = parseText(value, label);
	if (text === undefined) return undefined;
	if (!/^-?\d{1,19}$/.test(text) || BigInt(text) > LARGEST_ID) {
		throw new InvalidParameter(`${label} must be a whole number`, describeGiven(value));
	}
	return BigInt(text);
}

/** How much of a value is repeated to the user, in characters. */
const SHOWN = 100;

/** @returns a sentence that repeats a value to the user */
export function describeGiven(value: unknown): string {
	if (typeof value === 'string') return `It is: ${JSON.stringify(beginningOfGiven(value))}.`;
	return `It is: ${beginningOfGiven(JSON.stringify(value) ?? String(value))}.`;
}

function beginningOfGiven(text: string): string {
	return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
