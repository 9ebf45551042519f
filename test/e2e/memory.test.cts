import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Execution } from '../n8n/rest.cjs';
import { peakMemory, resetPeakMemory } from '../n8n/memory.cjs';
import type { BroughtN8n } from './bring-n8n.cjs';
import { chain, memoriesAi, readFiles, START, start } from './build-workflow.cjs';
import { bringOwnN8n } from './own-n8n.cjs';
import { requestsTo, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { line, filesFolder } = world();

const MEGABYTE = 1024 ** 2;
const FILE_SIZE = 1024 * MEGABYTE;
const FILE = join(filesFolder, 'large.mp4');

/** Bytes that no two blocks share, so that a block lost, doubled or out of place shows. */
function* content() {
	const block = randomFillSync(Buffer.alloc(MEGABYTE));
	for (let written = 0; written < FILE_SIZE; written += MEGABYTE) {
		block.writeUInt32BE(written / MEGABYTE);
		yield Buffer.from(block);
	}
}

async function hashOf(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
}

let own: BroughtN8n | undefined;

// What the garbage collector has not come to yet is in the figure, too, and can be more than the
// upload's. A file that is held is in every run's, so the best of three processes counts.
jest.retryTimes(2);

beforeAll(async () => {
	await pipeline(Readable.from(content()), createWriteStream(FILE));
});

beforeEach(async () => {
	await resetSandbox();
	// One that has done nothing yet: memory that was in use before and is free again would hide growth.
	own = await bringOwnN8n(`e2e-memory-${line}`);
});

afterEach(async () => {
	await own?.n8n.stop();
});

afterAll(async () => {
	await rm(FILE, { force: true });
});

/** Uploads a file of n8n's folder. */
async function upload({ client, credential }: BroughtN8n, name: string): Promise<Execution> {
	const workflow = chain(
		`Upload ${name}`,
		start(),
		readFiles(name),
		memoriesAi(
			'Memories.ai',
			{
				resource: 'video',
				operation: 'uploadFile',
				binaryPropertyName: 'data',
				additionalFields: {},
			},
			credential,
		),
	);
	return await client.runToEnd(await client.createWorkflow(workflow), START, 300_000);
}

test('a file of 1 GB is uploaded in less than 100 MB of memory', async () => {
	if (!own) throw new Error('n8n did not start');
	const { pid } = own.n8n;
	// What n8n loads with the first execution of its life is not the upload's.
	expect((await upload(own, 'clip.mp4')).status).toBe('success');
	await resetSandbox();

	resetPeakMemory(pid);
	const before = peakMemory(pid);
	const execution = await upload(own, 'large.mp4');
	const after = peakMemory(pid);
	expect(execution.status).toBe('success');
	const [request] = await requestsTo('upload');
	expect(request?.files[0]).toMatchObject({
		size: statSync(FILE).size,
		sha256: await hashOf(FILE),
	});
	expect(request?.contentLength).toBeGreaterThan(FILE_SIZE);
	// Only Linux tells the peak.
	if (before !== undefined && after !== undefined) {
		const growth = Math.round((after - before) / MEGABYTE);
		process.stdout.write(`Peak memory of n8n grew by ${growth} MB during the upload of 1 GB\n`);
		expect(growth).toBeLessThan(100);
	}
}, 360_000);
