import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

import FormData from 'form-data';

import { until as poll } from '../../n8n/until.cjs';
import type { Sandbox } from '../../sandbox/sandbox.cjs';

/** What came back, byte for byte. */
export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

/** A file part of a form. */
export interface Part {
	field?: string;
	filename?: string;
	contentType?: string;
	bytes?: Buffer;
}

/** Smaller than any real video, but a file all the same. */
export const CLIP: Part = { field: 'file', filename: 'clip.mp4', contentType: 'video/mp4' };
export const PHOTO: Part = { field: 'files', filename: 'photo.jpg', contentType: 'image/jpeg' };

/** @returns a multipart form of the parts and then the fields, in that order. */
export function form(parts: Part[], fields: [string, string][] = []): FormData {
	const data = new FormData();
	for (const { field = 'file', bytes = Buffer.from('not really a video'), ...options } of parts) {
		data.append(field, bytes, options);
	}
	for (const [name, value] of fields) data.append(name, value);
	return data;
}

/** Sends bytes over node:http, with exactly these headers. Rejects when the connection breaks. */
export function send(
	sandbox: Sandbox,
	method: string,
	path: string,
	headers: Record<string, string>,
	body?: Buffer,
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = httpRequest(`${sandbox.url}${path}`, { method, headers, agent: false });
		request.on('error', reject);
		request.on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const text = Buffer.concat(chunks).toString();
				resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
			});
		});
		if (body) request.write(body);
		request.end();
	});
}

/** Posts a multipart form with its length. */
export function postForm(
	sandbox: Sandbox,
	path: string,
	data: FormData,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const body = data.getBuffer();
	return send(
		sandbox,
		'POST',
		path,
		{
			authorization: sandbox.key,
			...data.getHeaders(),
			'content-length': String(body.length),
			...headers,
		},
		body,
	);
}

/** Posts a JSON body. */
export function postJson(sandbox: Sandbox, path: string, body: unknown): Promise<Answer> {
	return postText(sandbox, path, 'application/json', JSON.stringify(body));
}

/** Posts form fields. */
export function postFields(
	sandbox: Sandbox,
	path: string,
	fields: [string, string][],
): Promise<Answer> {
	const text = new URLSearchParams(fields).toString();
	return postText(sandbox, path, 'application/x-www-form-urlencoded', text);
}

/** Posts text as whatever type it is said to be, with `fetch`. */
export async function postText(
	sandbox: Sandbox,
	path: string,
	contentType: string,
	body: string,
): Promise<Answer> {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { authorization: sandbox.key, 'content-type': contentType },
		body,
	});
	return read(response);
}

/** Gets with the key, with `fetch`. */
export async function get(
	sandbox: Sandbox,
	path: string,
	headers: Record<string, string> = { authorization: sandbox.key },
): Promise<Answer> {
	return read(await fetch(`${sandbox.url}${path}`, { headers, redirect: 'manual' }));
}

/** @returns the envelope, as a client that parses JSON sees it. */
export function envelope(answer: Answer): { code: unknown; msg: string; data: unknown } {
	const parsed: unknown = JSON.parse(answer.text);
	if (!isRecord(parsed)) throw new Error(`not an envelope: ${answer.text}`);
	return { code: parsed['code'], msg: String(parsed['msg']), data: parsed['data'] };
}

/** @returns `data` of a reply that must be a success. */
export function dataOf(answer: Answer): Record<string, unknown> {
	const { code, data } = envelope(answer);
	if (code !== '0000' || !isRecord(data)) throw new Error(`no data: ${answer.text}`);
	return data;
}

/** Looks again and again until it is so, or fails after a minute: that only ends what hangs. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
	if (!(await poll(isSo, 60_000, 10))) throw new Error(`waited in vain until ${what}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

async function read(response: Response): Promise<Answer> {
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers),
		text: await response.text(),
	};
}
