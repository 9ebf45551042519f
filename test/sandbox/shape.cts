import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020';

import { toMilliseconds } from './dateTime.cjs';
import { toInteger } from './json.cjs';
import type { Pair } from './recorder.cjs';
import { refuse } from './replies.cjs';
import { isSchema, mapSchemas, type Schema } from './schema.cjs';

/** What a JSON body has to be. */
export interface Shape<T> {
	/** @throws {Refusal} naming the parameter that is wrong. */
	check: (value: unknown) => T;
}

/** The parameters that a call takes by name: in the query, as form fields or in a JSON object. */
export interface ParametersShape<T> extends Shape<T> {
	/** Converts text values by the types of the schema, then checks. @throws {Refusal} */
	fromText: (pairs: Pair[]) => T;
}

const ajv = new Ajv2020({ discriminator: false });
addFormats(ajv);
ajv.addVocabulary(['example']);
ajv.addFormat('datetime-taken', {
	type: 'string',
	validate: (text) => toMilliseconds(text) !== undefined,
});
/** An id: an integer of which no digit may be lost. JavaScript's numbers are too short for some. */
export const integer64: Schema = { integer64: true };
ajv.addKeyword({
	keyword: 'integer64',
	schema: false,
	validate: (value: unknown) =>
		typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value),
	error: { message: 'must be integer' },
});

/** Nothing at all. */
export const nothing = parameters<Record<string, never>>({}, []);

/** Parameters that nobody looks at. */
export const anything: ParametersShape<undefined> = {
	fromText: () => undefined,
	check: () => undefined,
};

/**
 * Parameters by name, none of which may be there twice, or under another name.
 * @param rules throw a {@link Refusal} for what a schema cannot say
 */
export function parameters<T>(
	properties: Record<string, Schema>,
	required: string[],
	...rules: ((values: T) => void)[]
): ParametersShape<T> {
	const { check } = shape<T>({ type: 'object', properties, required }, ...rules);
	return { check, fromText: (pairs) => check(convert(pairs, properties)) };
}

/**
 * Any body at all: a raw array, or objects within objects. An object takes what its schema names and
 * nothing else, at every level.
 * @param rules throw a {@link Refusal} for what a schema cannot say
 */
export function shape<T>(schema: Schema, ...rules: ((value: T) => void)[]): Shape<T> {
	const validate = ajv.compile<T>(closed(schema));
	return {
		check(value) {
			if (!validate(value)) return explain(validate.errors?.[0]);
			for (const rule of rules) rule(value);
			return value;
		},
	};
}

function closed(schema: Schema): Schema {
	const inside = mapSchemas(schema, closed);
	return isSchema(schema['properties']) ? { additionalProperties: false, ...inside } : inside;
}

/** Wrong types and unknown words are deserialisation failures (0003), the rest is 0001. */
function explain(error: ErrorObject | undefined): never {
	if (!error) refuse('Parameters are not valid.');
	const { keyword, instancePath } = error;
	const { additionalProperty, missingProperty } = error.params as Record<string, unknown>;
	const path = instancePath.slice(1);
	const within = (name: string) => [...(path === '' ? [] : [path]), name].join('/');
	if (typeof additionalProperty === 'string') {
		refuse(`Unknown parameter ${within(additionalProperty)}.`);
	}
	if (typeof missingProperty === 'string') {
		refuse(`Missing parameter ${within(missingProperty)}.`);
	}
	const code = ['type', 'enum', 'integer64'].includes(keyword) ? '0003' : '0001';
	refuse(`${path === '' ? 'Body' : path} ${error.message ?? 'is not valid'}.`, code);
}

/** Text to the types of the schema. What cannot be converted stays text and is refused by type. */
function convert(pairs: Pair[], properties: Record<string, Schema>): Record<string, unknown> {
	const values = new Map<string, unknown>();
	const lists = new Map<string, string[]>();
	for (const [name, text] of pairs) {
		const schema = properties[name] ?? {};
		if (schema['type'] === 'array') {
			lists.set(name, [...(lists.get(name) ?? []), text]);
			continue;
		}
		if (values.has(name)) refuse(`Parameter ${name} was sent more than once.`);
		values.set(name, convertOne(text, schema));
	}
	return Object.fromEntries([...values, ...lists]);
}

function convertOne(text: string, schema: Schema): unknown {
	const { type, integer64: isId } = schema;
	if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if ((type === 'integer' || isId) && /^-?\d+$/.test(text)) return toInteger(text);
	if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}
