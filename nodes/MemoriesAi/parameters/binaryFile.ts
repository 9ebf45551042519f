import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { asSentence } from '../errors/sentence';
import type { UploadFile } from '../transport/fields';
import { decodeBase64, sizeOfBase64 } from './base64';
import type { MediaKind } from './mediaName';
import { acceptableName } from './mediaName';

/**
 * How much of a stored file is read at a time, in bytes. Each piece is garbage once it is sent, and
 * the engine collects in steps, one per piece: with larger ones, garbage comes faster than it goes.
 * Measured with `npm run bench -- --only files` for 3 GB: pieces of 256 kB take 8 s and at times
 * 125 MB of memory; pieces of 64 kB take 10 s and 70 MB at the most, which is what n8n needs to read
 * the file before.
 */
const CHUNK_SIZE = 64 * 1024;

/**
 * In bytes. The database's driver makes a text of what it reads, two characters for each byte, and a
 * text of JavaScript has less than 2^29: above that, the reading never ends.
 */
const LARGEST_IN_DATABASE = 2 ** 28 - 32;

/**
 * Turns binary data of an item into a file that can be sent.
 *
 * @param source what the parameter holds: the name of a binary field, or the binary data itself
 * @param label the parameter, as the screen labels it
 * @param fileName used instead of the file's own name
 * @throws InvalidParameter when there is no such data, or Memories.ai would not take the file
 */
export async function readBinaryFile(
	context: IExecuteFunctions,
	itemIndex: number,
	source: string | IBinaryData,
	label: string,
	kind: MediaKind,
	fileName?: string,
): Promise<UploadFile> {
	const binary = findBinary(context, itemIndex, source, label);
	const named = acceptableName(kind, {
		fileName: fileName ?? binary.fileName,
		mimeType: binary.mimeType,
	});
	const content = await openBinary(context, itemIndex, source, binary);

	if (content.size === 0) {
		throw new InvalidParameter(
			`The file "${named.fileName}" is empty`,
			`Check what the node before puts into ${label}.`,
		);
	}
	if (content.size > kind.largest) {
		throw new InvalidParameter(
			`The file "${named.fileName}" is larger than ${kind.largestText}`,
			`It has ${content.size} bytes, and ${kind.largestText} is the most that Memories.ai takes for one ${kind.noun}.`,
		);
	}
	if (binary.id?.startsWith('database:') && content.size > LARGEST_IN_DATABASE) {
		throw new InvalidParameter(
			`The file "${named.fileName}" is larger than the 256 MB that n8n can read back from its database`,
			`It has ${content.size} bytes, and this n8n keeps binary data in its database. Use Upload URL, or have N8N_DEFAULT_BINARY_DATA_MODE of your n8n set to filesystem or s3.`,
		);
	}
	return { ...named, ...content };
}

function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	source: string | IBinaryData,
	label: string,
): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, source);
	} catch (error) {
		const names = fileNames(context.getInputData()[itemIndex]);
		throw noSuchFile(source, label, names, error);
	}
}

/** Whether a value is binary data itself. n8n hands it out with its id alone where it is stored. */
export function isBinaryData(value: unknown): value is IBinaryData {
	return (
		typeof value === 'object' &&
		value !== null &&
		'mimeType' in value &&
		('data' in value || 'id' in value)
	);
}

/** @returns the binary fields of an item; n8n can be set to keep them among the others */
function fileNames({ binary = {}, json }: Partial<INodeExecutionData> = {}): string[] {
	const among = Object.entries(json ?? {}).filter(([, value]) => isBinaryData(value));
	return [...Object.keys(binary), ...among.map(([name]) => name)];
}

function noSuchFile(
	source: string | IBinaryData,
	label: string,
	names: readonly string[],
	error: unknown,
): InvalidParameter {
	if (typeof source !== 'string') {
		return new InvalidParameter(
			`${label}: what it holds is no file`,
			`Enter the name of a binary field, such as data. ${asSentence(error instanceof Error ? error.message : '')}`.trim(),
		);
	}
	if (names.length === 0) {
		return new InvalidParameter(
			`${label}: this item has no file`,
			'Put a node that outputs a file before this one, such as Read/Write Files from Disk, a form, Google Drive: Download, or HTTP Request with File as Response Format.',
		);
	}
	return new InvalidParameter(
		`${label}: this item has no file in "${source}"`,
		`It has files in: ${names.join(', ')}. Enter one of these names.`,
	);
}

/** Stored data is streamed from n8n's store; data without an id is in memory already, as base64. */
async function openBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	source: string | IBinaryData,
	{ id, data }: IBinaryData,
): Promise<Pick<UploadFile, 'size' | 'open'>> {
	const { helpers } = context;
	if (id !== undefined) {
		const { fileSize } = await helpers.getBinaryMetadata(id);
		return {
			size: fileSize,
			open: async () => inPieces(await helpers.getBinaryStream(id, CHUNK_SIZE)),
		};
	}
	const size = sizeOfBase64(data);
	if (size !== undefined) return { size, open: async () => decodeBase64(data, CHUNK_SIZE) };
	const buffer = await helpers.getBinaryDataBuffer(itemIndex, source);
	return { size: buffer.length, open: async () => inPieces([buffer]) };
}

/** A store may give a file in one piece, as n8n's database does: what is sent must be seen to move. */
async function* inPieces(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) {
		for (let start = 0; start < chunk.length; start += CHUNK_SIZE) {
			yield chunk.subarray(start, start + CHUNK_SIZE);
		}
	}
}
