import type { UploadFile } from '../../../nodes/MemoriesAi/transport/fields';
import { MultipartBody } from '../../../nodes/MemoriesAi/transport/multipart';

function fileOf(size: number, chunks: string[], onClose?: () => void): UploadFile {
	async function* read() {
		try {
			for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
		} finally {
			onClose?.();
		}
	}
	return {
		fileName: 'a.mp4',
		mimeType: 'video/mp4',
		size,
		open: async () => await Promise.resolve(read()),
	};
}

async function bytesOf(body: MultipartBody): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body.stream()) chunks.push(chunk);
	return Buffer.concat(chunks);
}

it('is as long as it says, and the same each time', async () => {
	const body = new MultipartBody([
		['tags', 'ä😀'],
		['file', fileOf(6, ['abc', 'def'])],
		['empty', ''],
	]);
	const bytes = await bytesOf(body);
	expect(bytes).toHaveLength(body.size);
	expect(await bytesOf(body)).toEqual(bytes);
});

it.each([
	['longer', ['abc', 'defg']],
	['shorter', ['abc']],
])('throws when a file is %s than it said', async (_, chunks) => {
	const body = new MultipartBody([['file', fileOf(6, chunks)]]);
	await expect(bytesOf(body)).rejects.toThrow('changed while it was read');
});

it('closes a file that is only half read', async () => {
	let closed = 0;
	const body = new MultipartBody([['file', fileOf(6, ['abc', 'def'], () => closed++)]]);
	const stream = body.stream();
	await stream.next();
	await stream.next();
	expect(closed).toBe(0);
	await body.close();
	expect(closed).toBe(1);
});

it('has boundaries that differ', () => {
	expect(new MultipartBody([]).type).not.toBe(new MultipartBody([]).type);
});
