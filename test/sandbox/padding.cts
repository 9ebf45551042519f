import { type Body, streamed, type StreamedBody } from './body.cjs';

const PIECE = Buffer.alloc(64 * 1024, 'x');

/**
 * @returns the body with so much padding that it is `bytes` long, or as long as it is; made while it
 * is sent
 */
export function padded(body: Body, bytes: number): StreamedBody {
	return typeof body === 'string' ? paddedJson(body, bytes) : paddedBehind(streamed(body), bytes);
}

/** With `padding` as the first member of `data`, or of the envelope where `data` has no members. */
function paddedJson(reply: string, bytes: number): StreamedBody {
	const inData = reply.indexOf('"data":{"');
	const at = inData < 0 ? 1 : inData + '"data":{'.length;
	const before = Buffer.from(`${reply.slice(0, at)}"padding":"`);
	const after = Buffer.from(`",${reply.slice(at)}`);
	const padding = Math.max(0, bytes - before.length - after.length);
	return {
		length: before.length + padding + after.length,
		*open() {
			yield before;
			yield* pieces(padding);
			yield after;
		},
	};
}

/** What is no JSON is longer than it should be. */
function paddedBehind({ length, open }: StreamedBody, bytes: number): StreamedBody {
	return {
		length: length === undefined ? undefined : Math.max(length, bytes),
		async *open() {
			let left = bytes;
			for await (const piece of open()) {
				yield piece;
				left -= piece.length;
			}
			yield* pieces(left);
		},
	};
}

function* pieces(bytes: number): Generator<Buffer> {
	for (let left = bytes; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
}
