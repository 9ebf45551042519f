/** A JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** Whether something within a schema is one. */
export function isSchema(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the schema, with the schemas of its members or items changed */
export function mapSchemas(schema: Schema, change: (inner: Schema) => Schema): Schema {
	const { properties, items } = schema;
	const changed = (inner: unknown) => (isSchema(inner) ? change(inner) : inner);
	return {
		...schema,
		...(isSchema(items) ? { items: change(items) } : {}),
		...(isSchema(properties)
			? {
					properties: Object.fromEntries(
						Object.entries(properties).map(([name, inner]) => [name, changed(inner)]),
					),
				}
			: {}),
	};
}
