import { InvalidParameter } from '../errors/invalidParameter';
import { describeGiven } from './parse';

/**
 * Reads a list that was typed as lines or with commas, or that an expression hands over as an
 * array (or as an array's JSON text).
 *
 * @returns the entries, trimmed, without empty ones
 * @throws InvalidParameter when an entry is neither text nor number
 */
export function parseList(value: unknown, label: string): string[] {
	return parseEntries(value, label, /[\r\n,]+/);
}

/**
 * The same for web addresses, which may hold commas and blanks: a comma separates only where white
 * space or another address follows, and a blank where another address follows.
 */
export function parseUrlList(value: unknown, label: string): string[] {
	return parseEntries(value, label, /[\r\n]+|,\s+|[,\s](?=https?:\/\/)/i)
		.map((url) => url.replace(/[\s,]+$/, ''))
		.filter((url) => url !== '');
}

function parseEntries(value: unknown, label: string, separator: RegExp): string[] {
	if (value === undefined || value === null) return [];
	const list = typeof value === 'string' ? (jsonArray(value) ?? value.split(separator)) : value;
	return (Array.isArray(list) ? list : [list])
		.map((entry: unknown) => {
			if (typeof entry !== 'string' && typeof entry !== 'number') {
				throw new InvalidParameter(`${label} must be a list of texts`, describeGiven(entry));
			}
			return String(entry).trim();
		})
		.filter((entry) => entry !== '');
}

function jsonArray(text: string): unknown[] | undefined {
	if (!/^\s*\[/.test(text)) return undefined;
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		// A plain text that happens to start with a bracket.
		return undefined;
	}
}
