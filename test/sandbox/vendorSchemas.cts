import openapi from './openapi.json';
import { isSchema, mapSchemas, type Schema } from './schema.cjs';

const { schemas } = openapi.components;
const REFERENCE = '#/components/schemas/';

/** @returns one of the vendor's own schemas */
export function vendorSchema(name: keyof typeof schemas): Schema {
	return resolved(schemas[name]);
}

/** @returns the parameters in one of the vendor's own schemas, less some */
export function vendorParameters(
	name: keyof typeof schemas,
	...without: string[]
): Record<string, Schema> {
	const { properties } = vendorSchema(name);
	return Object.fromEntries(
		Object.entries(isSchema(properties) ? properties : {}).filter(
			(entry): entry is [string, Schema] => isSchema(entry[1]) && !without.includes(entry[0]),
		),
	);
}

/** @returns the parameters in the query of one of the vendor's own calls */
export function vendorQuery(call: string): Record<string, Schema> {
	const [, path] =
		Object.entries(openapi.paths).find(([name]) => name === `/serve/api/v1/${call}`) ?? [];
	if (!path || !('get' in path) || !('parameters' in path.get)) {
		throw new Error(`The vendor has no parameters for ${call}`);
	}
	return Object.fromEntries(path.get.parameters.map(({ name, schema }) => [name, schema]));
}

/** @returns the parameters in the body of one of the vendor's own calls, which is a form or JSON */
export function vendorBodyParameters(path: string): Record<string, Schema> {
	const found = Object.entries(openapi.paths).find(([name]) => name === `/serve/api/v1/${path}`);
	const bodies = find(found?.[1], ['post', 'requestBody', 'content']);
	const [body] = isSchema(bodies) ? Object.values(bodies) : [];
	const properties = find(body, ['schema', 'properties']);
	if (!isSchema(properties)) throw new Error(`The vendor has no body for ${path}`);
	return Object.fromEntries(
		Object.entries(properties).filter((entry): entry is [string, Schema] => isSchema(entry[1])),
	);
}

/** @returns what stands in the document under these names, one within the other */
function find(document: unknown, names: string[]): unknown {
	return names.reduce<unknown>(
		(found, name) => (isSchema(found) ? found[name] : undefined),
		document,
	);
}

/** Replaces references to other schemas by those; none of the vendor's refers to itself. */
function resolved(schema: Schema): Schema {
	const { $ref } = schema;
	if (typeof $ref !== 'string') return mapSchemas(schema, resolved);
	const found = Object.entries(schemas).find(([name]) => $ref === `${REFERENCE}${name}`);
	if (!found) throw new Error(`The vendor has no schema ${$ref}`);
	return resolved(found[1]);
}
