import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

import { parseJson } from './json.cjs';
import type { Settings } from './settings.cjs';

/** Name and value, in the order sent; repeated names stay repeated. */
export type Pair = [name: string, value: string];

/** A file part. Its bytes are gone unless the setting `keepContent` was on and it was small. */
export interface ReceivedFile {
	field: string;
	filename: string | undefined;
	mimetype: string;
	/** Bytes. */
	size: number;
	/** Hex; missing while the setting `digest` is off. */
	sha256?: string;
	/** Hex of the first and last 16 bytes (fewer when the file is shorter). */
	first: string;
	last: string;
	content?: Buffer;
}

/** A request as it came over the wire, before anything was judged. */
export interface RequestRecord {
	method: string;
	path: string;
	query: Pair[];
	headers: IncomingHttpHeaders;
	contentType: string | undefined;
	contentLength: number | undefined;
	/** Form and multipart fields. */
	fields: Pair[];
	files: ReceivedFile[];
	/** Text of a form or JSON body. */
	body: string | undefined;
	/** The JSON body, parsed as by `parseJson`; undefined when there is none or it is broken. */
	json: unknown;
	/** Milliseconds since epoch. */
	at: number;
	/** Whether the whole body arrived. */
	complete: boolean;
	/** Whether the work was done; an upload that was taken in is charged, answered or not. */
	taken: boolean;
	/** What was answered; missing while nothing was, and where a fault broke the answer off. */
	answer?: { status: number; code?: string | number };
	/** When the answer was out or the connection gone, in milliseconds since epoch. */
	endedAt?: number;
}

const EDGE_BYTES = 16;
const KEEP_AT_MOST_BYTES = 4 * 1024 ** 2;

/** @returns the record of a request whose body has not been read yet. */
export function recordHead(request: FastifyRequest): RequestRecord {
	const { method, headers, url } = request.raw;
	const { pathname, searchParams } = new URL(url ?? '/', 'http://sandbox');
	const length = headers['content-length'];
	return {
		method: method ?? '',
		path: pathname,
		query: [...searchParams],
		headers,
		contentType: headers['content-type'],
		contentLength: length === undefined ? undefined : Number(length),
		fields: [],
		files: [],
		body: undefined,
		json: undefined,
		at: Date.now(),
		complete: false,
		taken: false,
	};
}

/** @returns the media type without parameters, lower case. */
export function mediaTypeOf({ contentType }: RequestRecord): string {
	return (contentType?.split(';')[0] ?? '').trim().toLowerCase();
}

/** Fills in a form or JSON body that was read as text. */
export function recordText(record: RequestRecord, text: string): void {
	record.body = text;
	if (mediaTypeOf(record) === 'application/x-www-form-urlencoded') {
		record.fields.push(...new URLSearchParams(text));
		return;
	}
	try {
		record.json = parseJson(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		record.json = undefined;
	}
}

/**
 * Reads a multipart body part by part; files flow through and are never held.
 * @throws what the parser throws on a body that is no multipart, or that ends too early.
 */
export async function recordMultipart(
	record: RequestRecord,
	request: FastifyRequest,
	settings: Settings,
): Promise<void> {
	for await (const part of request.parts()) {
		if (part.type === 'file') record.files.push(await receive(part, settings));
		else record.fields.push([part.fieldname, fieldText(part.value)]);
	}
}

async function receive(
	part: MultipartFile,
	{ digest, keepContent }: Settings,
): Promise<ReceivedFile> {
	const hash = digest ? createHash('sha256') : undefined;
	let size = 0;
	let first = Buffer.alloc(0);
	let last = Buffer.alloc(0);
	const kept: Buffer[] = [];
	for await (const chunk of part.file as AsyncIterable<Buffer>) {
		hash?.update(chunk);
		size += chunk.length;
		if (first.length < EDGE_BYTES) first = Buffer.concat([first, chunk]).subarray(0, EDGE_BYTES);
		last = Buffer.concat([last, chunk.subarray(-EDGE_BYTES)]).subarray(-EDGE_BYTES);
		if (keepContent && size <= KEEP_AT_MOST_BYTES) kept.push(chunk);
	}
	return {
		field: part.fieldname,
		filename: part.filename,
		mimetype: part.mimetype,
		size,
		...(hash ? { sha256: hash.digest('hex') } : {}),
		first: first.toString('hex'),
		last: last.toString('hex'),
		...(keepContent && size <= KEEP_AT_MOST_BYTES ? { content: Buffer.concat(kept) } : {}),
	};
}

/** The parser turns a field that calls itself JSON into a value; everything else stays text. */
function fieldText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
