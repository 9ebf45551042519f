import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { installPins, PIN_FILES, type Pins } from '../../scripts/npm.cjs';

/** Something from npm that tests run but the project does not depend on. */
export interface Pinned extends Pins {
	/** What there is to do once it is installed. */
	prepare?: () => Promise<void>;
}

async function hashOf(pins: string): Promise<string> {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
	for (const file of PIN_FILES) hash.update(await readFile(join(pins, file)));
	return hash.digest('hex');
}

/**
 * Installs what is pinned, where that has not been done yet; who comes meanwhile waits. It may be
 * interrupted at any time: the mark that it is complete is written last.
 *
 * @throws ExplainedError when there is no network or no room
 */
export async function ensurePinned({ prepare, ...what }: Pinned): Promise<void> {
	const { pins, folder } = what;
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
		// Of other pins, or of another platform, whose packages npm does not tell from these.
		if (existsSync(mark)) {
			await rm(join(folder, 'node_modules'), { recursive: true, force: true });
			// Last, so that an interrupted removal is done again.
			await rm(mark);
		}
		await installPins(what);
		await prepare?.();
		await writeFile(mark, wanted);
	} finally {
		await unlock();
	}
}
