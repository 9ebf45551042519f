import { randomFillSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MEGABYTE } from './units.cjs';

function* blocks(bytes: number) {
	const block = randomFillSync(Buffer.alloc(MEGABYTE));
	for (let left = bytes; left > 0; left -= MEGABYTE) {
		yield left < MEGABYTE ? block.subarray(0, left) : block;
	}
}

/** Writes a file of that many bytes, which no compression makes smaller. */
export async function writeContent(file: string, bytes: number): Promise<void> {
	await pipeline(Readable.from(blocks(bytes)), createWriteStream(file));
}
