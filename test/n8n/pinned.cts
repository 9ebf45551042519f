import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { installLocked } from '../../scripts/npm.cjs';

/** Something from npm that tests run but the project does not depend on. */
export interface Pinned {
	/** Folder of its package.json, package-lock.json and .npmrc. */
	pins: string;
	/** Where it is installed. */
	folder: string;
	/** What is being done, for the progress lines. */
	label: string;
	/** What there is to do once it is installed. */
	prepare?: () => Promise<void>;
}

const PINS = ['package.json', 'package-lock.json', '.npmrc'];

async function hashOf(pins: string): Promise<string> {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
	for (const file of PINS) hash.update(await readFile(join(pins, file)));
	return hash.digest('hex');
}

/**
 * Installs what is pinned, where that has not been done yet; who comes meanwhile waits. It may be
 * interrupted at any time: the mark that it is complete is written last.
 *
 * @throws ExplainedError when there is no network or no room
 */
export async function ensurePinned({ pins, folder, label, prepare }: Pinned): Promise<void> {
	const mark = join(folder, '.installed');
	const wanted = await hashOf(pins);
	const isInstalled = async () => existsSync(mark) && (await readFile(mark, 'utf8')) === wanted;
	if (await isInstalled()) return;
	await mkdir(folder, { recursive: true });
	const unlock = await lock(folder, {
		retries: { forever: true, minTimeout: 200, maxTimeout: 1000 },
	});
	try {
		if (await isInstalled()) return;
		await rm(mark, { force: true });
		for (const file of PINS) await copyFile(join(pins, file), join(folder, file));
		await installLocked(label, { cwd: folder });
		await prepare?.();
		await writeFile(mark, wanted);
	} finally {
		await unlock();
	}
}
