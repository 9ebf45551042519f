/**
 * @returns how many bytes a base64 text is, without decoding it; `undefined` where its length does not
 *   say so, because there is something else in it, such as line breaks
 */
export function sizeOfBase64(text: string): number | undefined {
	const other = text.search(/[^A-Za-z\d+/_-]/);
	const isPlain = other === -1 || /^={1,2}$/.test(text.slice(other, other + 3));
	return isPlain ? Buffer.byteLength(text, 'base64') : undefined;
}

/**
 * Decodes a text of which the size is known, piece by piece.
 *
 * @param chunkSize of a piece, in bytes, at the most
 */
export async function* decodeBase64(text: string, chunkSize: number): AsyncGenerator<Uint8Array> {
	// Four characters are three bytes.
	const length = Math.floor(chunkSize / 3) * 4;
	for (let start = 0; start < text.length; start += length) {
		yield Buffer.from(text.slice(start, start + length), 'base64');
	}
}
