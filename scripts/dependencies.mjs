import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import npm from './npm.cjs';

/** The project folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = 20;

/** Says in one line what this machine lacks, or returns undefined. */
export function unsuitableMachine() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < OLDEST_NODE) {
		return `Node.js ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`;
	}
	if (process.platform === 'win32') {
		return 'On Windows, run this inside WSL (wsl --install): process handling here is that of Linux and macOS.';
	}
	return undefined;
}

/**
 * Installs the development dependencies where they are missing or not those of package-lock.json.
 *
 * @throws ExplainedError
 */
export async function ensureDependencies() {
	await npm.installLocked('Installing the development dependencies (about 2 minutes)', {
		cwd: root,
	});
}
