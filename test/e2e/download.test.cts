import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import glob from 'fast-glob';
import { z } from 'zod';

import { peakMemory, resetPeakMemory } from '../n8n/memory.cjs';
import type { Execution } from '../n8n/rest.cjs';
import { contentOf } from '../sandbox/resources/video/downloadVideo.cjs';
import type { BroughtN8n } from './bring-n8n.cjs';
import { chain, memoriesAi, START, start } from './build-workflow.cjs';
import { bringOwnN8n } from './own-n8n.cjs';
import { indexedVideo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { line } = world();

const MEGABYTE = 1024 ** 2;
const SIZE = 512 * MEGABYTE;
/** What n8n itself may need meanwhile, in MB: far from a file that is held. */
const MOST_GROWTH = 100;
const NODE = 'Memories.ai';
/** Rarely, because answering costs n8n memory. */
const LOOK_EVERY_MS = 500;

let own: BroughtN8n | undefined;

// What the garbage collector has not come to yet is in the figure, too. A file that is held is in every
// run's, so the best of three processes counts.
jest.retryTimes(2);

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0 });
	// One that has done nothing yet: memory that was in use before and is free again would hide growth.
	own = await bringOwnN8n(`e2e-download-${line}`);
});

afterEach(async () => {
	await own?.n8n.stop();
});

async function download({ client, credential }: BroughtN8n, videoNo: string): Promise<Execution> {
	const parameters = { resource: 'video', operation: 'download', videoNo, additionalFields: {} };
	const workflow = chain(`Download ${videoNo}`, start(), memoriesAi(NODE, parameters, credential));
	const id = await client.run(await client.createWorkflow(workflow), START);
	return await client.waitForExecution(id, 300_000, LOOK_EVERY_MS);
}

async function hashOf(bytes: Readable): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(bytes, hash);
	return hash.digest('hex');
}

const stored = z.object({ data: z.object({ id: z.string(), fileName: z.string() }) });

/** The file that n8n has stored it in. */
async function fileOf({ run }: Execution, { start: { userFolder } }: BroughtN8n): Promise<string> {
	const { id } = stored.parse(run.output(NODE)[0]?.binary).data;
	const [path] = await glob(`**/${basename(id)}`, { cwd: userFolder, absolute: true, dot: true });
	if (path === undefined) throw new Error(`There is no file ${id}`);
	return path;
}

test('a video of 512 MB is downloaded whole, and is not held in memory', async () => {
	if (!own) throw new Error('n8n did not start');
	const { pid } = own.n8n;
	// What n8n loads with the first execution of its life is not the download's.
	expect((await download(own, await indexedVideo())).status).toBe('success');
	await setSandbox({ linkedVideoBytes: SIZE });
	const videoNo = await indexedVideo();

	resetPeakMemory(pid);
	const before = peakMemory(pid);
	const execution = await download(own, videoNo);
	const after = peakMemory(pid);
	expect(execution.status).toBe('success');
	const file = await fileOf(execution, own);
	expect(await hashOf(createReadStream(file))).toBe(
		await hashOf(Readable.from(contentOf({ videoNo, size: SIZE }))),
	);
	// Only Linux tells the peak.
	if (before !== undefined && after !== undefined) {
		const growth = Math.round((after - before) / MEGABYTE);
		process.stdout.write(`Peak memory of n8n grew by ${growth} MB during the download of 512 MB\n`);
		expect(growth).toBeLessThan(MOST_GROWTH);
	}
}, 360_000);
