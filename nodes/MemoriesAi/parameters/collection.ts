import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** What a field's value may depend on besides itself. */
export interface ParseContext {
	/** Of the workflow; IANA name. */
	readonly timezone: string;
}

/** One field of a collection: how it looks, and how its value is read. */
export interface CollectionField<T = unknown> {
	/** Without `name`, which is the key that it stands under. */
	readonly property: Omit<INodeProperties, 'name'>;
	/**
	 * @param label the field, as the screen labels it
	 * @returns `undefined` when there is nothing to send
	 * @throws InvalidParameter when the value cannot be used
	 */
	parse(value: unknown, label: string, context: ParseContext): T | undefined;
}

/** The fields of a collection, by their internal names, which saved workflows carry. */
export type CollectionFields = Readonly<Record<string, CollectionField>>;

/** What the fields of a collection yield. */
export type CollectionValues<F extends CollectionFields> = {
	readonly [Name in keyof F]?: ReturnType<F[Name]['parse']>;
};

/**
 * A collection of fields that users add as they need them, in the order of the alphabet.
 */
export function collectionProperty(
	about: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	fields: CollectionFields,
): INodeProperties {
	return {
		...about,
		type: 'collection',
		default: {},
		options: Object.entries(fields)
			.map(([name, { property }]) => ({ ...property, name }))
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/**
 * Reads the fields that the user added, and only those.
 *
 * @param collection the collection's internal name
 * @throws InvalidParameter when a value cannot be used
 */
export function readCollection<F extends CollectionFields>(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: string,
	fields: F,
): CollectionValues<F>;
// Each value comes from the parser that its type is taken from.
export function readCollection(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: string,
	fields: CollectionFields,
): Record<string, unknown> {
	const given = context.getNodeParameter(collection, itemIndex, {}) as IDataObject;
	const parseContext = { timezone: context.getTimezone() };
	return Object.fromEntries(
		Object.entries(fields).map(([name, { property, parse }]) => [
			name,
			parse(given[name], property.displayName, parseContext),
		]),
	);
}
