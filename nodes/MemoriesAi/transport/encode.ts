import type { IDataObject } from 'n8n-workflow';

import type { Route } from './endpoint';
import type { Fields, FieldValue, UploadFile, WireField } from './fields';
import { isUploadFile } from './fields';
import { MultipartBody } from './multipart';

/** What the HTTP helper needs to know besides method and address. */
export interface EncodedRequest {
	readonly query: IDataObject;
	readonly contentType?: string;
	readonly body?: string | MultipartBody;
}

/**
 * Puts fields under their wire names, in the encoding of the route. Fields that are `undefined`
 * or that the route has no name for are left out.
 *
 * @throws TypeError when a value is given to an encoding that cannot carry it
 */
export function encodeRequest(route: Route, fields: Fields): EncodedRequest {
	const inQuery = wireFields(route.queryFields ?? {}, fields);
	const inRoute = wireFields(route.fields, fields);
	switch (route.encoding) {
		case 'query':
			return { query: toQuery([...inQuery, ...inRoute]) };
		case 'json': {
			const whole = route.bodyField === undefined ? undefined : fields[route.bodyField];
			return {
				query: toQuery(inQuery),
				contentType: 'application/json',
				body: toJson(whole ?? Object.fromEntries(inRoute)),
			};
		}
		case 'form':
			return {
				query: toQuery(inQuery),
				contentType: 'application/x-www-form-urlencoded',
				body: new URLSearchParams(toTexts(inRoute)).toString(),
			};
		case 'multipart': {
			const body = new MultipartBody(inRoute.flatMap(toParts));
			return { query: toQuery(inQuery), contentType: body.type, body };
		}
	}
}

function wireFields(names: Readonly<Record<string, string>>, fields: Fields): WireField[] {
	return Object.entries(names).flatMap(([name, wireName]) => {
		const value = fields[name];
		return value === undefined ? [] : [[wireName, value] as const];
	});
}

function toQuery(fields: WireField[]): IDataObject {
	return Object.fromEntries(toTexts(fields));
}

/** A list becomes one field per entry, all of the same name: the form that every server reads. */
function toTexts(fields: WireField[]): Array<[string, string]> {
	return fields.flatMap(([name, value]) =>
		entriesOf(value).map((entry): [string, string] => [name, toText(name, entry)]),
	);
}

function toParts([name, value]: WireField): Array<[string, string | UploadFile]> {
	return entriesOf(value).map((entry) => [name, isUploadFile(entry) ? entry : toText(name, entry)]);
}

function entriesOf(value: FieldValue): readonly FieldValue[] {
	return isList(value) ? value : [value];
}

/** `Array.isArray` does not recognise a list that is only to be read. */
function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function toText(name: string, value: FieldValue): string {
	if (typeof value === 'object') {
		const needs = isUploadFile(value) ? 'a multipart request' : 'a JSON body';
		throw new TypeError(`${name} needs ${needs}`);
	}
	return typeof value === 'number' ? decimalText(value) : String(value);
}

/** Decimal digits only: `String(1e-7)` would be `1e-7`. 20 decimals is the most that `toFixed` has. */
function decimalText(value: number): string {
	const text = String(value);
	return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** Written value by value, so that a 64-bit id keeps its digits as a JSON number. */
function toJson(value: FieldValue): string {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'object') return JSON.stringify(value);
	if (isUploadFile(value)) throw new TypeError('A file needs a multipart request');
	if (isList(value)) return `[${value.map(toJson).join(',')}]`;
	const members = Object.entries(value).flatMap(([name, member]) =>
		member === undefined ? [] : [`${JSON.stringify(name)}:${toJson(member)}`],
	);
	return `{${members.join(',')}}`;
}
