import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explain, installLocked, runCommand } from '../../scripts/npm.cjs';
import { installFolder, type N8nLine, pinsFolder } from './folders.cjs';

/** An n8n that is ready to be started. */
export interface N8nInstall {
	line: N8nLine;
	/** Absolute path of n8n's start script. */
	n8n: string;
	/** Folder of the Node.js binary that n8n runs under. */
	nodeFolder: string;
}

const PINS = ['package.json', 'package-lock.json', '.npmrc'];

async function hashOfPins(line: N8nLine): Promise<string> {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
	for (const file of PINS) hash.update(await readFile(join(pinsFolder(line), file)));
	return hash.digest('hex');
}

/** Folder with the C++ headers that came with the Node.js binary, so that none are fetched to compile. */
function headersFolder(folder: string): string | undefined {
	const name = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	const candidate = join(
		folder,
		'node_modules/node/node_modules',
		`${name}-${process.platform}-${process.arch}`,
	);
	return existsSync(join(candidate, 'include')) ? candidate : undefined;
}

async function rebuild(label: string, name: string, cwd: string, env?: NodeJS.ProcessEnv) {
	try {
		// The project's and the pins' .npmrc run no install scripts; these two packages need theirs.
		await runCommand(label, 'npm', ['rebuild', name, '--ignore-scripts=false'], { cwd, env });
	} catch (error) {
		throw explain(label, error);
	}
}

/**
 * Installs n8n of the given line with the Node.js it needs, at the pinned versions, and returns where
 * it is. Takes about 4 minutes and 2.5 GB the first time and nothing once the pins are installed. It
 * may be interrupted at any time: the mark that it is complete is written last.
 *
 * @throws ExplainedError when there is no network, no compiler or no room
 */
export async function ensureN8n(line: N8nLine): Promise<N8nInstall> {
	const folder = installFolder(line);
	const mark = join(folder, '.installed');
	const wanted = await hashOfPins(line);
	if (!existsSync(mark) || (await readFile(mark, 'utf8')) !== wanted) {
		await mkdir(folder, { recursive: true });
		await rm(mark, { force: true });
		for (const file of PINS) await copyFile(join(pinsFolder(line), file), join(folder, file));
		await installLocked(`Installing n8n ${line} (once, about 3 minutes)`, { cwd: folder });
		await rebuild('Fetching the Node.js that n8n needs', 'node', folder);
		await rebuild('Preparing the database driver', 'sqlite3', folder, {
			...process.env,
			npm_config_nodedir: headersFolder(folder),
		});
		await writeFile(mark, wanted);
	}
	return {
		line,
		n8n: join(folder, 'node_modules/n8n/bin/n8n'),
		nodeFolder: join(folder, 'node_modules/node/bin'),
	};
}
