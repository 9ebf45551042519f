import type { Route } from '../../transport/endpoint';

/** This package's field name -> the wire's name. */
type WireNames = Readonly<Record<string, string>>;

/** Where a call goes and how its fields travel, for each of the ways in which this API takes them. */
export const get = (path: string, fields: WireNames): Route => ({
	method: 'GET',
	path,
	encoding: 'query',
	fields,
});

export const postJson = (path: string, fields: WireNames): Route => ({
	method: 'POST',
	path,
	encoding: 'json',
	fields,
});

export const postForm = (path: string, fields: WireNames): Route => ({
	method: 'POST',
	path,
	encoding: 'form',
	fields,
});

export const postMultipart = (
	path: string,
	fields: WireNames,
	queryFields: WireNames = {},
): Route => ({ method: 'POST', path, encoding: 'multipart', fields, queryFields });

/** @param bodyField the field that is the whole body, such as a bare list, in place of an object */
export const postJsonBody = (
	path: string,
	bodyField: string,
	queryFields: WireNames = {},
): Route => ({ method: 'POST', path, encoding: 'json', fields: {}, bodyField, queryFields });
