import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

import type { Sandbox } from '../../sandbox/sandbox.cjs';
import type { Answer } from './client.cjs';

/** A connection on which every byte is ours. */
export function dial({ port }: Sandbox): Socket {
	const socket = connect(port, '127.0.0.1');
	// How it ends is seen by its `close`; a reset is one of the ends.
	socket.on('error', () => undefined);
	return socket;
}

/** @returns the head of a POST that promises so many bytes, empty line included. */
export function head(sandbox: Sandbox, path: string, length: number): string {
	return [
		`POST ${path} HTTP/1.1`,
		'Host: 127.0.0.1',
		`Authorization: ${sandbox.key}`,
		'Content-Type: application/x-www-form-urlencoded',
		`Content-Length: ${length}`,
		'',
		'',
	].join('\r\n');
}

/** Sends text and reads until the server ends the connection. */
export function converse(sandbox: Sandbox, text: string): Promise<string> {
	return new Promise((resolve) => {
		const socket = dial(sandbox);
		const chunks: Buffer[] = [];
		socket.on('data', (chunk: Buffer) => chunks.push(chunk));
		socket.on('close', () => {
			resolve(Buffer.concat(chunks).toString());
		});
		socket.write(text);
	});
}

/** The response to a GET with the key, of which nothing has been read or unpacked. */
export function openGet(sandbox: Sandbox, path: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const headers = { authorization: sandbox.key };
		const request = httpRequest(`${sandbox.url}${path}`, { headers, agent: false });
		request.on('error', reject);
		request.on('response', resolve);
		request.end();
	});
}

/** A POST of form fields whose head is sent; its body is up to the caller. */
export function openPost(
	sandbox: Sandbox,
	path: string,
	length: number,
): { request: ClientRequest; answer: Promise<Answer> } {
	const request = httpRequest(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: {
			authorization: sandbox.key,
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': length,
		},
		agent: false,
	});
	request.flushHeaders();
	const answer = new Promise<Answer>((resolve, reject) => {
		request.on('error', reject);
		request.on('response', (response) => {
			const { statusCode: status = 0, headers } = response;
			chunksOf(response).then((chunks) => {
				resolve({ status, headers, text: Buffer.concat(chunks).toString() });
			}, reject);
		});
	});
	return { request, answer };
}

/** Resolves to the bytes of a stream, chunk by chunk. */
export async function chunksOf(stream: AsyncIterable<unknown>): Promise<Buffer[]> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) {
		if (!Buffer.isBuffer(chunk)) throw new Error('a stream of bytes was expected');
		chunks.push(chunk);
	}
	return chunks;
}
