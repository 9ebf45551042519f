import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { asSentence } from '../errors/sentence';
import type { UploadFile } from '../transport/fields';
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
		throw noSuchFile(source, label, error);
	}
}

function noSuchFile(source: string | IBinaryData, label: string, error: unknown): InvalidParameter {
	const name = typeof source === 'string' ? `"${source}"` : 'what it holds';
	return new InvalidParameter(
		`${label}: there is no file in ${name}`,
		`Enter the name of the binary field that the node before puts out, such as data. ${asSentence(error instanceof Error ? error.message : '')}`.trim(),
	);
}

/** Stored data is streamed from n8n's store; data without an id is in memory already. */
async function openBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	source: string | IBinaryData,
	{ id }: IBinaryData,
): Promise<Pick<UploadFile, 'size' | 'open'>> {
	const { helpers } = context;
	if (id === undefined) {
		const buffer = await helpers.getBinaryDataBuffer(itemIndex, source);
		return { size: buffer.length, open: async () => chunksOf(buffer) };
	}
	const { fileSize } = await helpers.getBinaryMetadata(id);
	return { size: fileSize, open: async () => await helpers.getBinaryStream(id, CHUNK_SIZE) };
}

async function* chunksOf(buffer: Buffer): AsyncGenerator<Uint8Array> {
	for (let start = 0; start < buffer.length; start += CHUNK_SIZE) {
		yield buffer.subarray(start, start + CHUNK_SIZE);
	}
}
