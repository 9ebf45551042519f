import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	binaryDataService,
	growStored,
	storeInDatabase,
	type BinaryFile,
	type BinaryMode,
	type Content,
} from './binary.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const modes: BinaryMode[] = ['memory', 'filesystem'];
const fixtures = join(__dirname, '../fixtures');
const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadImages = { resource: 'image', operation: 'uploadImages' };

async function run(parameters: INodeParameters, items: INodeExecutionData[], mode: BinaryMode) {
	return await runNode({
		parameters,
		items,
		binaryMode: mode,
		credentials: account.credentials(),
	});
}

async function upload(
	file: Partial<BinaryFile>,
	mode: BinaryMode = 'memory',
	parameters: INodeParameters = uploadFile,
) {
	const item = await binaryItem(
		{ content: Buffer.from('x'), mimeType: 'application/octet-stream', ...file },
		mode,
	);
	return await run(parameters, [item], mode);
}

function sha256(content: Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

describe.each(modes)('a file kept in %s', (mode) => {
	it('arrives byte for byte', async () => {
		const path = join(fixtures, 'clip.mp4');
		const file = { content: { path }, fileName: 'clip.mp4', mimeType: 'video/mp4' };
		const result = await upload(file, mode);

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toMatchObject([{ sha256: sha256(readFileSync(path)) }]);
	});

	it('may have a single byte', async () => {
		const content = Buffer.from([0]);
		const result = await upload({ content, fileName: 'a.mp4', mimeType: 'video/mp4' }, mode);

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toMatchObject([{ size: 1, sha256: sha256(content) }]);
	});

	it('is refused when it is empty', async () => {
		const content = Buffer.alloc(0);
		const result = await upload({ content, fileName: 'a.mp4', mimeType: 'video/mp4' }, mode);

		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(result.error?.message).toMatch(/a\.mp4.*empty/);
		expect(account.sandbox.requests).toEqual([]);
	});

	it('of each of several items is sent with its own item', async () => {
		const names = ['a.mp4', 'b.mov', 'c.mkv'];
		const items = await Promise.all(
			names.map((fileName) =>
				binaryItem({ content: Buffer.from(fileName), fileName, mimeType: 'video/mp4' }, mode),
			),
		);
		const result = await run(uploadFile, items, mode);

		// They are sent at the same time, in no order.
		const sent = account.sandbox.requests.flatMap(({ files }) => files);
		expect(new Map(sent.map((file) => [file.filename, file.sha256]))).toEqual(
			new Map(names.map((name) => [name, sha256(Buffer.from(name))])),
		);
		expect(sent).toHaveLength(names.length);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
	});
});

it('an expression may yield the binary data itself, which n8n offers only for stored files', async () => {
	const content = Buffer.from('the video itself');
	const result = await upload({ content, fileName: 'a.mp4', mimeType: 'video/mp4' }, 'filesystem', {
		...uploadFile,
		binaryPropertyName: '={{ $binary.data }}',
	});

	expect(result.error).toBeUndefined();
	expect(account.onlyRequest().files).toMatchObject([{ sha256: sha256(content) }]);
});

it('a file of 100 MB arrives whole', async () => {
	const size = 100 * 1024 ** 2;
	const file = { content: { size }, fileName: 'a.mp4', mimeType: 'video/mp4' };
	const result = await upload(file, 'filesystem');
	const request = account.onlyRequest();

	expect(result.error).toBeUndefined();
	expect(request.complete).toBe(true);
	expect(request.headers['transfer-encoding']).toBeUndefined();
	expect(request.contentLength).toBeGreaterThan(size);
	expect(request.files).toMatchObject([{ size }]);
});

describe('a file in the database of n8n', () => {
	const large = 256 * 1024 ** 2;

	function item(content: Buffer | { size: number }): INodeExecutionData {
		const data = storeInDatabase({ content, fileName: 'a.mp4', mimeType: 'video/mp4' });
		return { json: {}, binary: { data } };
	}

	it('arrives byte for byte', async () => {
		const content = randomBytes(3 * 1024 ** 2 + 1);
		const result = await runNode({
			parameters: uploadFile,
			items: [item(content)],
			credentials: account.credentials(),
		});

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toMatchObject([{ sha256: sha256(content) }]);
	});

	it.each([large, large + 1, 300 * 1024 ** 2, 3 * 1024 ** 3])(
		'of %i bytes, which cannot be read back, is refused before anything is sent',
		async (size) => {
			const result = await runNode({
				parameters: uploadFile,
				items: [item({ size })],
				credentials: account.credentials(),
			});

			expect(result.error).toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/a\.mp4.*256 MB/) as string,
				context: { itemIndex: 0 },
			});
			expect(result.error?.description).toMatch(
				/Upload URL.*N8N_DEFAULT_BINARY_DATA_MODE.*filesystem.*s3/,
			);
			expect(account.sandbox.requests).toEqual([]);
		},
	);

	it('of a little less is read', async () => {
		const result = await runNode({
			parameters: uploadFile,
			items: [item({ size: large - 1024 })],
			credentials: account.credentials(),
		});

		expect(`${result.error?.message} ${result.error?.description}`).toContain(
			'only said to be there',
		);
	});
});

describe('a file in the item itself', () => {
	const bytes = (size: number) => randomBytes(size).toString('base64');
	const padded = randomBytes(100_000).toString('base64');

	it.each<[what: string, base64: string]>([
		...[1, 2, 3, 4, 65_534, 65_535, 65_536, 65_537, 131_070, 131_071, 1024 ** 2].map(
			(size): [string, string] => [`${size} bytes`, bytes(size)],
		),
		['text without its padding', padded.replace(/=+$/, '')],
		['text for URLs', padded.replace(/\+/g, '-').replace(/\//g, '_')],
		['lines', padded.replace(/(.{76})/g, '$1\r\n')],
		['text with a line break at its end', `${padded}\n`],
		['text that goes on behind its padding', `${padded}AAAA`],
		['text with a character too many', `${padded.replace(/=+$/, '')}A`],
		['text with signs in between', `!${padded.slice(0, 50)}?${padded.slice(50)}`],
	])('arrives byte for byte: %s', async (_what, data) => {
		const item = { json: {}, binary: { data: { data, fileName: 'a.mp4', mimeType: 'video/mp4' } } };
		const result = await run(uploadFile, [item], 'memory');

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toMatchObject([
			{ sha256: sha256(Buffer.from(data, 'base64')) },
		]);
	});

	it('is not decoded as a whole, so that many can be prepared before the first is sent', async () => {
		const decoding = jest.spyOn(binaryDataService(), 'getAsBuffer');
		const parameters = { ...uploadImages, requestMode: 'allItems' };
		const file = { content: { size: 1024 ** 2 }, fileName: 'a.png', mimeType: 'image/png' };
		const items = [await binaryItem(file, 'memory'), await binaryItem(file, 'memory')];
		const result = await run(parameters, items, 'memory');

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toHaveLength(2);
		expect(decoding).not.toHaveBeenCalled();
		decoding.mockRestore();
	});
});

it('a file over 3 GB is refused before anything is sent', async () => {
	const file = { content: Buffer.from('x'), fileName: 'a.mp4', mimeType: 'video/mp4' };
	const item = await binaryItem(file, 'filesystem');
	if (!item.binary?.data) throw new Error('The item has no binary data');
	growStored(item.binary.data, 3 * 1024 ** 3 + 1);
	const result = await run(uploadFile, [item], 'filesystem');

	expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(/a\.mp4.*3 GB/);
	expect(account.sandbox.requests).toEqual([]);
});

describe('name and type of a video', () => {
	type Given = Partial<Pick<BinaryFile, 'fileName' | 'mimeType'>>;

	it.each<[given: Given, filename: string | RegExp, mimetype: string]>([
		[{ fileName: 'a.mp4', mimeType: 'video/mp4' }, 'a.mp4', 'video/mp4'],
		[{ fileName: 'A.MP4', mimeType: 'video/mp4' }, 'A.MP4', 'video/mp4'],
		[{ fileName: 'a.mov', mimeType: 'application/octet-stream' }, 'a.mov', 'video/quicktime'],
		[{ fileName: 'a.mkv', mimeType: 'application/octet-stream' }, 'a.mkv', 'video/x-matroska'],
		[{ fileName: 'a.avi', mimeType: '' }, 'a.avi', 'video/x-msvideo'],
		[{ fileName: 'a.mp4', mimeType: 'video/mp4; codecs="avc1"' }, 'a.mp4', 'video/mp4'],
		[{ fileName: 'a', mimeType: 'video/mp4' }, 'a.mp4', 'video/mp4'],
		[{ fileName: 'a', mimeType: 'video/quicktime' }, 'a.mov', 'video/quicktime'],
		[{ mimeType: 'video/mp4' }, /^.+\.mp4$/, 'video/mp4'],
		[{ mimeType: 'video/x-matroska' }, /^.+\.mkv$/, 'video/x-matroska'],
	])('%j is completed', async (given, filename, mimetype) => {
		const result = await upload(given);
		const [file] = account.onlyRequest().files;

		expect(result.error).toBeUndefined();
		expect(file?.mimetype).toBe(mimetype);
		expect(file?.filename).toMatch(filename);
	});

	it.each<[given: Given]>([
		[{ fileName: 'a.txt', mimeType: 'text/plain' }],
		[{ fileName: 'a.jpg', mimeType: 'image/jpeg' }],
		[{ fileName: 'a.mp4', mimeType: 'image/jpeg' }],
		[{ fileName: 'a.webm', mimeType: 'video/webm' }],
		[{ fileName: 'a', mimeType: 'application/octet-stream' }],
		[{ mimeType: 'audio/mpeg' }],
	])('%j is refused before anything is sent', async (given) => {
		const result = await upload(given);

		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(`${result.error?.message ?? ''} ${result.error?.description ?? ''}`).toMatch(/\.mp4/);
		expect(account.sandbox.requests).toEqual([]);
	});

	it('can be given in the node', async () => {
		const parameters = { ...uploadFile, additionalFields: { fileName: 'interview.mov' } };
		const given = { fileName: 'download', mimeType: 'application/octet-stream' };
		const result = await upload(given, 'memory', parameters);

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toMatchObject([
			{ filename: 'interview.mov', mimetype: 'video/quicktime' },
		]);
	});
});

describe('images', () => {
	it.each(['a.jpg', 'a.jpeg', 'a.PNG', 'a.gif', 'a.bmp', 'a.webp'])(
		'%s is sent',
		async (fileName) => {
			const result = await upload({ fileName }, 'memory', uploadImages);

			expect(result.error).toBeUndefined();
			expect(account.onlyRequest().files).toMatchObject([
				{
					field: 'files',
					filename: fileName,
					mimetype: expect.stringMatching(/^image\//) as string,
				},
			]);
		},
	);

	it.each([
		['the binary data itself', '={{ $binary.data }}', 1],
		['a list of it', '={{ [$binary.data, $binary.data] }}', 2],
	])('can be given as %s', async (_what, binaryPropertyNames, count) => {
		const file = { fileName: 'a.png', mimeType: 'image/png' };
		const result = await upload(file, 'filesystem', { ...uploadImages, binaryPropertyNames });

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files).toHaveLength(count);
	});

	it.each(['photo.jpg', 'photo.png', 'photo.webp'])(
		'%s arrives byte for byte',
		async (fileName) => {
			const path = join(fixtures, fileName);
			const mimeType = `image/${fileName === 'photo.jpg' ? 'jpeg' : fileName.slice(6)}`;
			const file = { content: { path }, fileName, mimeType };
			await upload(file, 'filesystem', uploadImages);

			expect(account.onlyRequest().files).toMatchObject([
				{ mimetype: mimeType, sha256: sha256(readFileSync(path)) },
			]);
		},
	);

	it.each([
		[20 * 1024 ** 2, 1],
		[20 * 1024 ** 2 + 1, 0],
	])('of %i bytes make %i requests', async (size, requests) => {
		const file: { content: Content } & BinaryFile = {
			content: { size },
			fileName: 'a.png',
			mimeType: 'image/png',
		};
		const result = await upload(file, 'filesystem', uploadImages);

		expect(account.sandbox.requests).toHaveLength(requests);
		expect(result.error?.message ?? '').toMatch(requests === 1 ? /^$/ : /a\.png.*20 MB/);
	});

	it.each([
		{ fileName: 'a.svg', mimeType: 'image/svg+xml' },
		{ fileName: 'a.mp4', mimeType: 'video/mp4' },
		{ fileName: 'a.tiff', mimeType: 'image/tiff' },
	])('%j is refused before anything is sent', async (given) => {
		const result = await upload(given, 'memory', uploadImages);

		expect(result.error?.name).toBe('NodeOperationError');
		expect(account.sandbox.requests).toEqual([]);
	});
});
