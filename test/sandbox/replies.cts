import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

import type { Body } from './body.cjs';
import { jsonText } from './json.cjs';

/** What goes back over the wire, byte for byte. */
export interface Reply {
	status: number;
	contentType: string;
	headers: Record<string, string>;
	body: Body;
}

/** A reply that is there as a whole. */
export interface TextReply extends Reply {
	body: string;
}

/** Thrown by any check; the server answers with the reply that it carries. */
export class Refusal extends Error {
	constructor(readonly reply: TextReply) {
		super(reply.body);
	}
}

function json(status: number, body: string): TextReply {
	return { status, contentType: 'application/json;charset=UTF-8', headers: {}, body };
}

/** @param data a bigint in it becomes a bare number with all its digits */
export function success(data: unknown): TextReply {
	return json(200, jsonText({ code: '0000', msg: 'success', data, success: true, failed: false }));
}

/** The envelope of v1.0 and older documents, which have no `success` and `failed`. */
export function successWithoutFlags(data: unknown): TextReply {
	return json(200, jsonText({ code: '0000', msg: 'success', data }));
}

/** A business error: HTTP 200 with another code. */
export function refusal(code: string | number, msg: string): TextReply {
	return json(200, JSON.stringify({ code, msg, data: null, success: false, failed: true }));
}

/** The rate limit in the short form that the documents print. */
export function overLimit(): TextReply {
	return json(200, '{"code":"0429","msg":"Request has exceeded the limit."}');
}

/** An infrastructure error in Spring's shape, without envelope. */
export function spring(status: number, path: string, more: { message?: string } = {}): TextReply {
	const body = {
		timestamp: new Date().toISOString().replace('Z', '+00:00'),
		path,
		status,
		error: STATUS_CODES[status] ?? 'Unknown',
		requestId: `${randomUUID().slice(0, 8)}-1`,
		...more,
	};
	return json(status, JSON.stringify(body));
}

/** A gateway's HTML page. */
export function html(status: number, detail = ''): TextReply {
	const title = `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
	const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n${detail}</body>\r\n</html>\r\n`;
	return { status, contentType: 'text/html', headers: {}, body };
}

/** @throws {Refusal} with a business error */
export function refuse(msg: string, code = '0001'): never {
	throw new Refusal(refusal(code, msg));
}

/** @returns the business code in a reply, where there is one. */
export function codeIn(body: string): string | number | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return undefined;
	}
	if (typeof value !== 'object' || value === null || !('code' in value)) return undefined;
	const { code } = value;
	return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}
