import { randomUUID } from 'crypto';

import { OperationalError } from 'n8n-workflow';

import type { UploadFile } from './fields';

type Part = [name: string, value: string | UploadFile];

/**
 * A `multipart/form-data` body of known length that is produced while it is sent.
 *
 * n8n's HTTP client takes it for a Blob: it asks for `type` and `size` (which make Content-Type
 * and an exact Content-Length) and then reads `stream()`, so a file of any size passes through
 * without being held. Each `stream()` opens the files anew, so the body can be sent again.
 */
export class MultipartBody {
	readonly type: string;

	/** In bytes, delimiters included. */
	readonly size: number;

	#takenAt = 0;

	#allTaken = false;

	readonly #head: Array<{ header: Buffer; value: Buffer | UploadFile }>;

	readonly #tail: Buffer;

	readonly #streams = new Set<AsyncGenerator<Uint8Array>>();

	constructor(parts: Part[]) {
		// RFC 2046 allows 70 characters; a random UUID cannot occur in the content by accident.
		const boundary = `memoriesai-${randomUUID()}`;
		this.type = `multipart/form-data; boundary=${boundary}`;
		this.#head = parts.map(([name, value]) => ({
			header: Buffer.from(`--${boundary}\r\n${headerLines(name, value)}\r\n\r\n`),
			value: typeof value === 'string' ? Buffer.from(value) : value,
		}));
		this.#tail = Buffer.from(`--${boundary}--\r\n`);
		this.size = this.#head.reduce(
			(sum, { header, value }) => sum + header.length + byteLength(value) + LINE_END.length,
			this.#tail.length,
		);
	}

	/** By this name n8n's HTTP client recognises a Blob. */
	get [Symbol.toStringTag](): string {
		return 'Blob';
	}

	/** When the connection took a piece of it last, in milliseconds since epoch; 0 is never. */
	get takenAt(): number {
		return this.#takenAt;
	}

	/** Whether the connection has taken it all. */
	get allTaken(): boolean {
		return this.#allTaken;
	}

	/** @throws OperationalError when a file is not as long as it said, which would corrupt the request */
	stream(): AsyncGenerator<Uint8Array> {
		const stream = this.#produce();
		this.#streams.add(stream);
		return stream;
	}

	/** Closes the files of all streams: a client that gives up half way leaves them open. */
	async close(): Promise<void> {
		const streams = [...this.#streams];
		this.#streams.clear();
		await Promise.all(streams.map(async (stream) => await stream.return(undefined)));
	}

	async *#produce(): AsyncGenerator<Uint8Array> {
		for (const { header, value } of this.#head) {
			yield this.#taken(header);
			if (Buffer.isBuffer(value)) yield this.#taken(value);
			else for await (const chunk of exactly(value)) yield this.#taken(chunk);
			yield this.#taken(LINE_END);
		}
		yield this.#taken(this.#tail);
		this.#allTaken = true;
	}

	#taken(piece: Uint8Array): Uint8Array {
		this.#takenAt = Date.now();
		return piece;
	}
}

const LINE_END = Buffer.from('\r\n');

function byteLength(value: Buffer | UploadFile): number {
	return Buffer.isBuffer(value) ? value.length : value.size;
}

function headerLines(name: string, value: string | UploadFile): string {
	const disposition = `Content-Disposition: form-data; name="${escaped(name)}"`;
	if (typeof value === 'string') return disposition;
	return `${disposition}; filename="${escaped(value.fileName)}"\r\nContent-Type: ${escaped(value.mimeType)}`;
}

/** As browsers and the `form-data` package do with names (WHATWG): nothing can end its header. */
function escaped(text: string): string {
	return text.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

async function* exactly(file: UploadFile): AsyncGenerator<Uint8Array> {
	let sent = 0;
	for await (const chunk of await file.open()) {
		sent += chunk.length;
		if (sent > file.size) break;
		yield chunk;
	}
	if (sent !== file.size) {
		throw new OperationalError(
			`The file "${file.fileName}" changed while it was read: ${file.size} bytes were expected`,
		);
	}
}
