/**
 * A reply's body that is made while it is sent: it may be too large to hold, or take its time.
 * `open` may give a `Readable` of bytes, or what a generator yields.
 */
export interface StreamedBody {
	/** In bytes, sent as `Content-Length`; without it, the body goes out in chunks. */
	length?: number;
	/** Called when the body is sent, once at the most. */
	open: () => AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** What a reply can have as its body. */
export type Body = string | Buffer | StreamedBody;

/** @returns whether the body has yet to be made */
export function isStreamed(body: Body): body is StreamedBody {
	return typeof body !== 'string' && !Buffer.isBuffer(body);
}

/** @returns the same body, to be read piece by piece whatever it is */
export function streamed(body: Body): StreamedBody {
	if (isStreamed(body)) return body;
	const bytes = Buffer.from(body);
	return { length: bytes.length, open: () => [bytes] };
}

/** @returns the first half of a body; of one that does not tell its length, the first piece */
export function firstHalf(body: Body): StreamedBody {
	const { length, open } = streamed(body);
	const half = length === undefined ? undefined : Math.floor(length / 2);
	return {
		length: half,
		async *open() {
			let left = half ?? 1;
			for await (const piece of open()) {
				yield half === undefined ? piece : piece.subarray(0, left);
				left -= piece.length;
				if (left <= 0) return;
			}
		},
	};
}
