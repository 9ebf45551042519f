import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What comes out, in the part of JSON Schema that n8n's editor reads. */
export interface OutputSchema {
	type?: JsonType | JsonType[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	/** Absent where Memories.ai may send more than it documents, and that is handed on. */
	additionalProperties?: false;
}

/** With what n8n's own schemas have on top. */
export interface SchemaFile extends OutputSchema {
	version: number;
}

const TYPES = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;
type JsonType = (typeof TYPES)[number];

const NODE_FOLDER = join(__dirname, '../../nodes/MemoriesAi');

/** Where n8n looks for the schema of an operation of a node's version 1. */
export function schemaFileOf(resource: string, operation: string): string {
	return join(NODE_FOLDER, '__schema__/v1.0.0', resource, `${operation}.json`);
}

/**
 * Where n8n looks for the schema of the trigger, which has no operations. As of n8n 2.40 the editor asks
 * for it and shows none of a trigger; n8n's assistant uses it. Not `output.json` in a folder of the
 * version, where n8n's own Webhook node has its: the assistant would take that for the schema of the
 * other node, which is in the same folder.
 *
 * @param version of the trigger
 */
export function triggerSchemaFile(version: number): string {
	return join(NODE_FOLDER, `__schema__/v${version}.0.0.json`);
}

/** What a file says, as the check of an item takes it: n8n's number is no part of JSON Schema. */
export function readSchema(file: string): OutputSchema {
	const { type, properties, additionalProperties } = JSON.parse(
		readFileSync(file, 'utf8'),
	) as SchemaFile;
	return { type, properties, ...(additionalProperties === false && { additionalProperties }) };
}

/** What waiting adds to what comes out, each where it is known. */
export const waited = {
	taskId: { type: 'string' },
	videoNo: { type: 'string' },
	status: { type: 'string' },
	cause: { type: 'string' },
	metadata: { type: 'object' },
	timedOut: { type: 'boolean' },
} satisfies Record<string, OutputSchema>;

/** Where objects may have more fields than were seen, because they are handed on as they come. */
export type Open = 'nowhere' | 'within' | 'everywhere';

/**
 * @param values of JSON, all of one place
 * @param open `within` are the objects in the fields of the object that comes out
 * @returns what they have in common
 */
export function inferSchema(values: readonly unknown[], open: Open): OutputSchema {
	const found = TYPES.filter((type) => values.some((value) => typeOf(value) === type));
	const [only] = found;
	const inner = open === 'within' ? 'everywhere' : open;
	const objects = values.filter((value) => typeOf(value) === 'object') as object[];
	const entries = values.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []));
	return {
		type: found.length === 1 ? only : found,
		...(found.includes('object') && {
			properties: Object.fromEntries(
				namesIn(objects).map((name) => [name, inferSchema(fieldsNamed(objects, name), inner)]),
			),
			...(open !== 'everywhere' && { additionalProperties: false as const }),
		}),
		...(found.includes('array') && {
			items: entries.length > 0 ? inferSchema(entries, inner) : {},
		}),
	};
}

/** In the order in which they stand: one that not all objects have comes behind the one before it. */
function namesIn(objects: readonly object[]): string[] {
	const names: string[] = [];
	for (const object of objects) {
		let next = 0;
		for (const name of Object.keys(object)) {
			const at = names.indexOf(name);
			if (at === -1) names.splice(next, 0, name);
			next = (at === -1 ? next : at) + 1;
		}
	}
	return names;
}

function fieldsNamed(objects: readonly object[], name: string): unknown[] {
	return objects.flatMap((value) =>
		Object.entries(value).flatMap(([key, field]) => (key === name ? [field as unknown] : [])),
	);
}

function typeOf(value: unknown): JsonType {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	const type = typeof value;
	if (type === 'string' || type === 'number' || type === 'boolean') return type;
	return 'object';
}
