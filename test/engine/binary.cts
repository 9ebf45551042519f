import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, truncateSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';

import { BinaryDataConfig, BinaryDataService, setBinaryDataBuffer } from 'n8n-core';
import { fileTypeFromMimeType, type IBinaryData } from 'n8n-workflow';
import { Container } from './container.cjs';

/** Where n8n keeps binary data: in the item itself, or in files that the item refers to by id. */
export type BinaryMode = 'memory' | 'filesystem';

/** What n8n writes the stored files of a test run under. */
export const workflowId = 'engine-test';
export const executionId = '1';

/** The content of a file: the bytes, the path of an existing file, or a number of bytes to make up. */
export type Content = Buffer | { path: string } | { size: number };

export interface BinaryFile {
	content: Content;
	/** Left out: the item's binary data has no file name, as some nodes leave it. */
	fileName?: string;
	mimeType: string;
}

/** Switches n8n's binary data service over; it is one for the whole process, as in n8n. */
export async function useBinaryMode(mode: BinaryMode): Promise<void> {
	Container.get(BinaryDataConfig).mode = mode === 'memory' ? 'default' : 'filesystem';
	await Container.get(BinaryDataService).init();
}

/** What n8n reads stored files with; one for the whole process. */
export function binaryDataService(): BinaryDataService {
	return Container.get(BinaryDataService);
}

/** One random block over and over, so that a file of any size costs the test no memory. */
function* blocks(size: number): Generator<Buffer> {
	const block = randomBytes(Math.min(size, 1024 * 1024));
	for (let left = size; left > 0; left -= block.length) {
		yield left < block.length ? block.subarray(0, left) : block;
	}
}

function read(content: Content): Buffer | Readable {
	if (Buffer.isBuffer(content)) return content;
	return 'path' in content ? createReadStream(content.path) : Readable.from(blocks(content.size));
}

/**
 * Stores a file through n8n's binary data service, as a node that downloads it would, and returns
 * the binary data to put into an item: with `id` in filesystem mode, with base64 `data` in memory.
 */
export async function storeBinary(file: BinaryFile, mode: BinaryMode): Promise<IBinaryData> {
	await useBinaryMode(mode);
	const extension = extname(file.fileName ?? '').slice(1);
	const empty: IBinaryData = {
		data: '',
		mimeType: file.mimeType,
		fileType: fileTypeFromMimeType(file.mimeType),
		...(file.fileName !== undefined && { fileName: file.fileName }),
		...(extension && { fileExtension: extension }),
	};
	return await setBinaryDataBuffer(empty, read(file.content), workflowId, executionId);
}

/**
 * Binary data as n8n keeps it in its database, which is the default in queue mode: it comes back in
 * one piece, whatever was asked for.
 *
 * @param content a number of bytes is only said to be there: it cannot be read
 */
export function storeInDatabase(
	file: Omit<BinaryFile, 'content'> & { content: Buffer | { size: number } },
): IBinaryData {
	const { content, fileName, mimeType } = file;
	const getAsBuffer = async () => {
		if (Buffer.isBuffer(content)) return await Promise.resolve(content);
		throw new Error('This file is only said to be there');
	};
	binaryDataService().setManager('database', {
		getAsBuffer,
		async getAsStream() {
			const stream = new Readable();
			stream.push(await getAsBuffer());
			stream.push(null);
			return stream;
		},
		getMetadata: async () =>
			await Promise.resolve({ fileSize: Buffer.isBuffer(content) ? content.length : content.size }),
	} as Partial<DatabaseManager> as DatabaseManager);
	return { id: `database:${randomUUID()}`, data: 'database', fileName, mimeType };
}

type DatabaseManager = Parameters<BinaryDataService['setManager']>[1];

/**
 * Makes a stored file look as if it had `size` bytes, without as many being written: the rest is a
 * hole in the file.
 */
export function growStored({ id }: IBinaryData, size: number): void {
	if (id === undefined) throw new Error('Only files of filesystem mode can be grown');
	const path = Container.get(BinaryDataService).getPath(id);
	truncateSync(path, size);
	writeFileSync(`${path}.metadata`, JSON.stringify({ fileSize: size }));
}
