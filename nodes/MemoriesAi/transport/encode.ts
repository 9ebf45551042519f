import type { IDataObject } from 'n8n-workflow';

import type { Route } from '../api/endpoints';
import type { Fields, FieldValue, UploadFile, WireField } from './fields';
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
 * @throws TypeError when a file is given to an encoding that cannot carry one
 */
export function encodeRequest(route: Route, fields: Fields): EncodedRequest {
	const inQuery = wireFields(route.queryFields ?? {}, fields);
	const inRoute = wireFields(route.fields, fields);
	switch (route.encoding) {
		case 'query':
			return { query: toQuery([...inQuery, ...inRoute]) };
		case 'json':
			return {
				query: toQuery(inQuery),
				contentType: 'application/json',
				body: toJson(inRoute),
			};
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
		(Array.isArray(value) ? value : [value]).map((entry): [string, string] => [
			name,
			toText(name, entry),
		]),
	);
}

function toParts([name, value]: WireField): Array<[string, string | UploadFile]> {
	return (Array.isArray(value) ? value : [value]).map((entry) => [
		name,
		isFile(entry) ? entry : toText(name, entry),
	]);
}

function toText(name: string, value: SingleValue): string {
	if (isFile(value)) throw new TypeError(`${name} is a file and needs a multipart request`);
	return typeof value === 'number' ? decimalText(value) : String(value);
}

type SingleValue = Exclude<FieldValue, unknown[]> | UploadFile;

function isFile(value: SingleValue): value is UploadFile {
	return typeof value === 'object';
}

/** Decimal digits only: `String(1e-7)` would be `1e-7`. 20 decimals is the most that `toFixed` has. */
function decimalText(value: number): string {
	const text = String(value);
	return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** Written field by field, so that a 64-bit id keeps its digits as a JSON number. */
function toJson(fields: WireField[]): string {
	const members = fields.map(([name, value]) => {
		const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
		return `${JSON.stringify(name)}:${text}`;
	});
	return `{${members.join(',')}}`;
}
