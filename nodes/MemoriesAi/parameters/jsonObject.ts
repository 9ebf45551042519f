import { InvalidParameter } from '../errors/invalidParameter';
import type { FieldValue, FieldValues } from '../transport/fields';
import type { Json, JsonObject } from '../transport/json';
import { isJsonObject, parseJson } from '../transport/json';
import { describeGiven } from './parse';

/**
 * Reads an object that was typed as JSON, or that an expression hands over.
 *
 * @returns `undefined` when there is nothing in it
 * @throws InvalidParameter when it is no JSON object, or one with a null, for which fields have no place
 */
export function parseJsonObject(value: unknown, label: string): FieldValues | undefined {
	const text = typeof value === 'string' ? value.trim() : JSON.stringify(value ?? {});
	if (text === '') return undefined;
	let json: Json;
	try {
		json = parseJson(text);
	} catch {
		// The caller's user reads the field's name; the parser does not know it.
		throw notAnObject(value, label);
	}
	if (!isJsonObject(json)) throw notAnObject(value, label);
	return Object.keys(json).length === 0 ? undefined : toFieldValues(json, label);
}

function notAnObject(value: unknown, label: string): InvalidParameter {
	return new InvalidParameter(`${label} must be a JSON object`, describeGiven(value));
}

function toFieldValues(json: JsonObject, label: string): FieldValues {
	return Object.fromEntries(
		Object.entries(json).map(([name, value]) => [name, toFieldValue(value, label)]),
	);
}

function toFieldValue(json: Json, label: string): FieldValue {
	if (json === null) {
		throw new InvalidParameter(`${label} must not hold null`, 'Leave out what has no value.');
	}
	if (Array.isArray(json)) return json.map((entry) => toFieldValue(entry, label));
	return typeof json === 'object' ? toFieldValues(json, label) : json;
}
