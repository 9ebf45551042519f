import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { explain, runCommand } from '../../scripts/npm.cjs';
import { localFolder, pinsOf } from './folders.cjs';

/** Where the newest n8n is installed; `scripts/nightly.mjs` reads its version there. */
const folder = join(localFolder, 'n8n-newest');

const pins = z.object({ dependencies: z.record(z.string()) }).passthrough();

/**
 * Installs n8n as it is published today, unless there is one in its folder: delete that for a newer one.
 * The Node.js under it is that of line 2; what is pinned there of n8n's own dependencies is not.
 *
 * @param prepare what there is to do once it is installed in the folder that it is given
 * @returns its folder
 * @throws ExplainedError when it cannot be installed
 */
export async function ensureNewest(prepare: (folder: string) => Promise<void>): Promise<string> {
	const mark = join(folder, '.installed');
	if (existsSync(mark)) return folder;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const { pins: own } = pinsOf('2');
	const pinned = pins.parse(JSON.parse(await readFile(join(own, 'package.json'), 'utf8')));
	const dependencies = { ...pinned.dependencies, n8n: 'latest' };
	await writeFile(
		join(folder, 'package.json'),
		JSON.stringify({ ...pinned, dependencies, overrides: undefined }),
	);
	await copyFile(join(own, '.npmrc'), join(folder, '.npmrc'));
	const label = 'Installing the newest n8n (about 4 minutes)';
	try {
		await runCommand(label, 'npm', ['install', '--no-package-lock'], { cwd: folder });
	} catch (error) {
		throw explain(label, error);
	}
	await prepare(folder);
	await writeFile(mark, '');
	return folder;
}
