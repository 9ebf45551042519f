import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';

import openapi from '../sandbox/openapi.json';
import { mediaTypeOf, type Pair, type RequestRecord } from '../sandbox/recorder.cjs';
import type { Schema } from '../sandbox/schema.cjs';
import { exceptions as all, isCallException, type Exceptions } from './exceptions.cjs';
import { FILE, vendorCalls, type VendorCall } from './openApi.cjs';

const schemas = { $id: FILE, ...openapi };

/** Of JSON, where a number is no text. */
const strict = new Ajv2020({ allErrors: true, strictTypes: false });
/** Of text: a query, a form; there a list of one looks like a single value. */
const lenient = new Ajv2020({ allErrors: true, strictTypes: false, coerceTypes: 'array' });
for (const ajv of [strict, lenient]) {
	addFormats(ajv);
	// What is no keyword of a schema: the file's own sections, and the examples.
	ajv.addVocabulary([...Object.keys(openapi), 'example']);
	ajv.addSchema(schemas);
}

/**
 * Compares a request with what the vendor's OpenAPI file says of its call: method and path, the
 * content type, and each parameter in query and body, its name, its type, and whether it has to be.
 *
 * @param record its body is looked at if it is complete
 * @param exceptions where the file is not right
 * @returns what is wrong, in words; empty where nothing is
 */
export function deviationsOf(record: RequestRecord, exceptions: Exceptions = all): string[] {
	const call = `${record.method} ${record.path}`;
	const special = exceptions.filter(isCallException).find((one) => one.call === call);
	const vendors = vendorCalls.find((one) => one.call === (special?.like ?? call));
	if (!vendors) return [`${call}: not a call of the vendor’s OpenAPI file`];

	const fields = (where: 'body' | 'query') =>
		exceptions.flatMap((one) =>
			!isCallException(one) && one.in === where && one.calls.includes(call)
				? [[one.field, one.schema] as const]
				: [],
		);
	const query = {
		allOf: [vendors.query, { properties: Object.fromEntries(fields('query')) }],
		unevaluatedProperties: false,
	};
	const extra = Object.fromEntries(fields('body'));
	const only = special?.only && [...special.only, ...Object.keys(extra)];
	return [
		...errorsOf(lenient, query, valuesOf(record.query)).map((text) => `${call}: query${text}`),
		...bodyErrors(record, vendors, extra, only).map((text) => `${call}: ${text}`),
	];
}

function bodyErrors(
	record: RequestRecord,
	{ body }: VendorCall,
	extra: Record<string, Schema>,
	only: string[] | undefined,
): string[] {
	const type = mediaTypeOf(record);
	if (body.size === 0) return type === '' ? [] : [`body of type ${type} where there is none`];
	const vendors = body.get(type);
	if (!vendors) return [`body of type ${type} instead of ${[...body.keys()].join(' or ')}`];
	if (!record.complete) return [];
	const schema = {
		allOf: [vendors, { properties: extra }, ...(only ? [{ propertyNames: { enum: only } }] : [])],
		unevaluatedProperties: false,
	};
	const errors =
		type === 'application/json'
			? errorsOf(strict, schema, withoutBigIntegers(record.json))
			: errorsOf(lenient, schema, valuesOf([...record.fields, ...filesOf(record)]));
	return errors.map((text) => `body${text}`);
}

/** A file is a parameter like others; what is in it does not matter. */
function filesOf({ files }: RequestRecord): Pair[] {
	return files.map(({ field }) => [field, '']);
}

/** By name; a repeated name is a list. */
function valuesOf(pairs: readonly Pair[]): Record<string, string | string[]> {
	const names = [...new Set(pairs.map(([name]) => name))];
	return Object.fromEntries(
		names.map((name) => {
			const values = pairs.filter(([other]) => other === name).map(([, value]) => value);
			const [first = ''] = values;
			return [name, values.length === 1 ? first : values];
		}),
	);
}

/** An integer beyond JavaScript's numbers is one all the same, if it has no more than 64 bits. */
function withoutBigIntegers(value: unknown): unknown {
	if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? Number(value) : 'huge';
	if (Array.isArray(value)) return value.map(withoutBigIntegers);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, withoutBigIntegers(inner)]),
	);
}

const compiled = new Map<string, ValidateFunction>();

function errorsOf(ajv: Ajv2020, schema: Schema, value: unknown): string[] {
	const key = `${ajv === strict ? 'json' : 'text'} ${JSON.stringify(schema)}`;
	const validate = compiled.get(key) ?? ajv.compile(schema);
	compiled.set(key, validate);
	if (validate(value)) return [];
	return (validate.errors ?? []).map(
		({ instancePath, message = '', params }) =>
			`${instancePath} ${message} ${JSON.stringify(params)}`,
	);
}
