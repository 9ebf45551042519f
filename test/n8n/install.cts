import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { explain, runCommand } from '../../scripts/npm.cjs';
import { type N8nLine, pinsOf } from './folders.cjs';
import { ensureNewest } from './newest.cjs';
import { ensurePinned } from './pinned.cjs';

/** An n8n that is ready to be started. */
export interface N8nInstall {
	line: N8nLine;
	/** Absolute path of n8n's start script. */
	n8n: string;
	/** Folder of the Node.js binary that n8n runs under. */
	nodeFolder: string;
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

/** What npm leaves undone because it runs no install scripts. */
async function prepare(folder: string): Promise<void> {
	await rebuild('Fetching the Node.js that n8n needs', 'node', folder);
	await rebuild('Preparing the database driver', 'sqlite3', folder, {
		...process.env,
		npm_config_nodedir: headersFolder(folder),
	});
}

async function ensureLine(line: N8nLine): Promise<string> {
	const pins = pinsOf(line);
	await ensurePinned({ ...pins, prepare: () => prepare(pins.folder) });
	return pins.folder;
}

/**
 * Installs n8n of the given line with the Node.js it needs, at the pinned versions, and returns where
 * it is. Takes about 4 minutes and 2.5 GB the first time and nothing once the pins are installed. With
 * N8N_NEWEST in the environment, the newest n8n stands in for that of the line, as `--n8n latest` says.
 *
 * @throws ExplainedError when there is no network, no compiler or no room
 */
export async function ensureN8n(line: N8nLine): Promise<N8nInstall> {
	const newest = process.env.N8N_NEWEST !== undefined;
	const folder = newest ? await ensureNewest(prepare) : await ensureLine(line);
	return {
		line,
		n8n: join(folder, 'node_modules/n8n/bin/n8n'),
		nodeFolder: join(folder, 'node_modules/node/bin'),
	};
}
