import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectFolder } from '../test/n8n/folders.cjs';
import type { N8nInstall } from '../test/n8n/install.cjs';
import type { Load } from './results.cjs';
import { median } from './units.cjs';

const run = promisify(execFile);

/** Run by the Node.js that n8n runs under; prints how long each took, in milliseconds. */
const SCRIPT = `
const timed = (names) => {
	const start = performance.now();
	for (const name of names) require(name);
	return performance.now() - start;
};
const workflowMilliseconds = timed(['n8n-workflow']);
const nodesMilliseconds = timed(process.argv.slice(1));
console.log(JSON.stringify({ workflowMilliseconds, nodesMilliseconds }));
`;

const timing = z.object({ workflowMilliseconds: z.number(), nodesMilliseconds: z.number() });
const manifest = z.object({ n8n: z.object({ nodes: z.array(z.string()) }) });
const packed = z.tuple([
	z.object({ size: z.number(), unpackedSize: z.number(), entryCount: z.number() }),
]);

async function nodeFiles(): Promise<string[]> {
	const content: unknown = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
	return manifest.parse(content).n8n.nodes.map((file) => join(projectFolder, file));
}

/** Loads the built nodes in a process of their own each time, and asks npm how large the package is. */
export async function benchLoad({ nodeFolder }: N8nInstall, rounds: number): Promise<Load> {
	const cwd = projectFolder;
	const nodes = await nodeFiles();
	const runs: Load['runs'] = [];
	for (let round = 0; round < rounds; round += 1) {
		const { stdout } = await run(join(nodeFolder, 'node'), ['-e', SCRIPT, ...nodes], { cwd });
		runs.push(timing.parse(JSON.parse(stdout)));
	}
	const { stdout } = await run('npm', ['pack', '--json', '--dry-run'], { cwd });
	const [{ size, unpackedSize, entryCount }] = packed.parse(JSON.parse(stdout));
	return {
		workflowMilliseconds: median(runs.map((one) => one.workflowMilliseconds)),
		nodesMilliseconds: median(runs.map((one) => one.nodesMilliseconds)),
		runs,
		packedBytes: size,
		unpackedBytes: unpackedSize,
		files: entryCount,
	};
}
