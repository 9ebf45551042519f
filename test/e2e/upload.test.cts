import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './run-node.cjs';
import { queueFault, requestsTo, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { filesFolder, sandbox } = world();

// jest types its matchers as any.
const A_VIDEO_NO: unknown = expect.stringMatching(/^VI\d+$/);

const UPLOAD_FILE = {
	resource: 'video',
	operation: 'uploadFile',
	binaryPropertyName: 'data',
	additionalFields: {},
};

function fixture(name: string) {
	const content = readFileSync(join(filesFolder, name));
	return { size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

beforeEach(resetSandbox);

test('Upload File sends the file that n8n has on disk, unchanged', async () => {
	const { execution, items } = await runNode(UPLOAD_FILE, 'clip.mp4');
	expect(execution.status).toBe('success');
	expect(items).toEqual([expect.objectContaining({ videoNo: A_VIDEO_NO })]);
	const [request] = await requestsTo('upload');
	expect(request?.files).toEqual([
		expect.objectContaining({ field: 'file', filename: 'clip.mp4', ...fixture('clip.mp4') }),
	]);
});

test('Upload URL hands on the address', async () => {
	const url = `${sandbox.url}/_sandbox/sample.mp4`;
	const { execution, items } = await runNode({
		resource: 'video',
		operation: 'uploadUrl',
		url,
		additionalFields: { tags: 'a, b' },
	});
	expect(execution.status).toBe('success');
	expect(items).toEqual([expect.objectContaining({ videoNo: A_VIDEO_NO })]);
	const [request] = await requestsTo('upload_url');
	expect(request?.fields).toEqual([
		['url', url],
		['tags', 'a'],
		['tags', 'b'],
	]);
});

test('Upload Images sends all items in one request and gives one item per image', async () => {
	const { execution, items } = await runNode(
		{
			resource: 'image',
			operation: 'uploadImages',
			binaryPropertyNames: 'data',
			requestMode: 'allItems',
			additionalFields: {},
		},
		'photo.*',
	);
	expect(execution.status).toBe('success');
	const [request, ...more] = await requestsTo('upload_img');
	expect(more).toEqual([]);
	const names = ['photo.jpg', 'photo.png', 'photo.webp'];
	expect(request?.files.map(({ filename }) => filename).sort()).toEqual(names);
	expect(items.map(({ fileName }) => fileName).sort()).toEqual(names);
	// Numbers of 18 digits on the wire: a rounded one would not be all distinct strings of digits.
	expect(new Set(items.map(({ id }) => id)).size).toBe(3);
	for (const { id } of items) expect(id).toMatch(/^\d+$/);
});

test('an upload that Memories.ai refuses under HTTP 200 ends the execution as failed', async () => {
	await queueFault({
		kind: 'code',
		code: '0402',
		msg: 'Insufficient credits.',
		endpoint: 'upload',
	});
	const { execution, items } = await runNode(UPLOAD_FILE, 'clip.mp4');
	expect(execution.status).toBe('error');
	expect(items).toEqual([]);
	const { message, description } = execution.run.error ?? {};
	expect(`${message ?? ''} ${description ?? ''}`).toMatch(/credit/i);
	expect(await requestsTo('upload')).toHaveLength(1);
});
