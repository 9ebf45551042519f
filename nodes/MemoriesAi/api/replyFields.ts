import type { Json, JsonObject } from '../transport/json';
import { textOf } from '../transport/json';

/** One field of what comes out, and how it is read from a reply. */
export interface ReplyField {
	/** On screen, in title case. */
	readonly label: string;
	/** What it comes out as; replies write numbers as texts as well, and "null" for nothing. */
	readonly type: 'text' | 'number' | 'any';
	/** What some replies call it in place of its own name. */
	readonly otherNames?: readonly string[];
}

/** The fields that the replies about one kind of thing have, by the names they come out under. */
export interface ReplyFields {
	/** What a person wants to see of it, in the order of a table's columns: the first few are on the screen. */
	readonly simplified: Readonly<Record<string, ReplyField>>;
	/** What is there besides, for those who ask for it. */
	readonly others: Readonly<Record<string, ReplyField>>;
}

export function textField(label: string, ...otherNames: string[]): ReplyField {
	return { label, type: 'text', otherNames };
}

export function numberField(label: string, ...otherNames: string[]): ReplyField {
	return { label, type: 'number', otherNames };
}

/** @returns the fields that the reply has, in the order of `fields` */
export function pickFields(
	reply: JsonObject,
	fields: Readonly<Record<string, ReplyField>>,
): JsonObject {
	const picked: JsonObject = {};
	for (const [name, { type, otherNames = [] }] of Object.entries(fields)) {
		const value = [name, ...otherNames]
			.map((wireName) => READ[type](reply[wireName]))
			.find((one) => one !== undefined);
		if (value !== undefined) picked[name] = value;
	}
	return picked;
}

const READ: Readonly<Record<ReplyField['type'], (value: Json | undefined) => Json | undefined>> = {
	text: textOf,
	number: numberOf,
	any: (value) => (value === 'null' ? undefined : (value ?? undefined)),
};

/** @returns the value as a number, or `undefined` where it is none */
export function numberOf(value: Json | undefined): number | undefined {
	const given = Number(textOf(value) ?? NaN);
	return Number.isFinite(given) ? given : undefined;
}
