/** A file on its way: read anew, piece by piece, each time `open` is called; never held as a whole. */
export interface UploadFile {
	readonly fileName: string;
	readonly mimeType: string;
	/** In bytes; exactly what `open` yields. */
	readonly size: number;
	open(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A value on its way to the wire; lists and objects may be nested where the encoding is JSON.
 * `bigint` is a 64-bit id: a number would lose digits above 2^53.
 */
export type FieldValue =
	| string
	| number
	| bigint
	| boolean
	| UploadFile
	| readonly FieldValue[]
	| FieldValues;

/** A nested object; what is `undefined` in it is not sent. */
export interface FieldValues {
	readonly [name: string]: FieldValue | undefined;
}

/** This package's names; `undefined` is a field that the user left alone and that is not sent. */
export type Fields = FieldValues;

/** Wire name and value, in the order of sending. */
export type WireField = readonly [name: string, value: FieldValue];

export function isUploadFile(value: FieldValue): value is UploadFile {
	return typeof value === 'object' && 'open' in value && typeof value.open === 'function';
}
