import openapi from '../sandbox/openapi.json';
import { isSchema, type Schema } from '../sandbox/schema.cjs';

/** One call as the vendor's OpenAPI file describes it. */
export interface VendorCall {
	/** Method and path, e.g. `GET /serve/api/v1/folders`. */
	readonly call: string;
	readonly operationId: string;
	/** Another server than that of this API, where the file says so. */
	readonly server: string | undefined;
	readonly query: Schema;
	/** By content type; none where the call has no body. */
	readonly body: ReadonlyMap<string, Schema>;
}

/** The name under which a validator knows the file. */
export const FILE = 'openapi.json';

/** Every call of the vendor's OpenAPI file; schemas are references into the file, never copies. */
export const vendorCalls: readonly VendorCall[] = Object.entries(openapi.paths).flatMap(
	([path, methods]) =>
		Object.entries(methods).map(([method, operation]: [string, Schema]) =>
			callOf(path, method, operation),
		),
);

function callOf(path: string, method: string, operation: Schema): VendorCall {
	const at = [path, method];
	const content = within(operation, 'requestBody', 'content');
	const { operationId, servers } = operation;
	if (typeof operationId !== 'string') throw new Error(`${method} ${path} has no operationId`);
	return {
		call: `${method.toUpperCase()} ${path}`,
		operationId,
		server: Array.isArray(servers) ? JSON.stringify(servers) : undefined,
		query: queryOf(operation['parameters'], at),
		body: new Map(
			Object.keys(content).map((type) => [
				type,
				referenceTo(...at, 'requestBody', 'content', type, 'schema'),
			]),
		),
	};
}

function queryOf(parameters: unknown, at: string[]): Schema {
	const list: unknown[] = Array.isArray(parameters) ? parameters : [];
	const named = list.filter(isSchema).map((parameter, index) => ({
		name: String(parameter['name']),
		required: parameter['required'] === true,
		schema: referenceTo(...at, 'parameters', String(index), 'schema'),
	}));
	return {
		type: 'object',
		properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
		required: named.filter(({ required }) => required).map(({ name }) => name),
	};
}

/** What stands in the file under these names, one within the other; nothing where there is none. */
function within(document: Schema, ...names: string[]): Schema {
	return names.reduce<Schema>((found, name) => {
		const inner = found[name];
		return isSchema(inner) ? inner : {};
	}, document);
}

/** @param names from `paths` on */
function referenceTo(...names: string[]): Schema {
	const pointer = names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
	return { $ref: `${FILE}#/paths/${pointer}` };
}

/** @returns the names of what a schema of the file takes, its references followed */
export function fieldNamesOf(schema: Schema | undefined): string[] {
	if (!schema) return [];
	const { $ref } = schema;
	if (typeof $ref !== 'string') return Object.keys(within(schema, 'properties'));
	const [, pointer = ''] = $ref.split('#/');
	const names = pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
	return fieldNamesOf(within(openapi, ...names));
}
