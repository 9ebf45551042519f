import type { IExecuteFunctions } from 'n8n-workflow';

/** What n8n's HTTP client gives where a stream was asked for: Node's, of bytes. */
export type ByteStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** A reply whose body is still on its way. */
export interface HttpReply {
	readonly status: number;
	/** With names in lower case. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** Missing where n8n's HTTP client has nothing to read. */
	readonly body?: ByteStream;
}

/** Far more than any text of this API has, and no burden yet: n8n's own limit for a webhook's body. */
export const LONGEST_TEXT_BYTES = 16 * 1024 * 1024;

/** How much of a longer one is kept, to be quoted. */
const BEGINNING_BYTES = 64 * 1024;

/**
 * How many pieces of a reply are held one by one: each takes some 400 bytes besides its own, which
 * for a reply that comes byte by byte would be gigabytes.
 */
const PIECES_PER_BLOCK = 1_000;

/**
 * Reads a body to its end.
 *
 * @returns of what is longer than `LONGEST_TEXT_BYTES`, the beginning
 */
export async function readText(
	body: ByteStream | undefined,
): Promise<{ text: string; tooLong: boolean }> {
	const blocks: Uint8Array[] = [];
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of piecesOf(body)) {
		pieces.push(piece);
		bytes += piece.length;
		if (bytes > LONGEST_TEXT_BYTES) break;
		if (pieces.length === PIECES_PER_BLOCK) blocks.push(Buffer.concat(pieces.splice(0)));
	}
	const tooLong = bytes > LONGEST_TEXT_BYTES;
	const kept = Buffer.concat([...blocks, ...pieces], tooLong ? BEGINNING_BYTES : bytes);
	return { text: new TextDecoder().decode(kept), tooLong };
}

/** The pieces of a body as they come; a stream that is not set to text gives bytes. */
export async function* piecesOf(body: ByteStream | undefined): AsyncGenerator<Uint8Array> {
	for await (const piece of body ?? []) {
		yield piece instanceof Uint8Array ? piece : Buffer.from(String(piece));
	}
}

/** @returns whether the headers say that the body is of one of the media types */
export function isOfType({ headers }: HttpReply, ...types: RegExp[]): boolean {
	const type = String(headers['content-type'] ?? '');
	return types.some((known) => known.test(type));
}
