import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

function packagesOf(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list as the very
 * last step, so an interrupted installation never looks complete.
 */
function installed() {
	const list = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(list)) return false;
	const present = packagesOf(list);
	return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
		([path, { version, optional, peer }]) =>
			path === '' || optional || peer || present[path]?.version === version,
	);
}

/**
 * Installs the development dependencies where they are missing or not those of package-lock.json.
 *
 * @throws ExplainedError
 */
export async function ensureDependencies() {
	if (installed()) return;
	await npm.installLocked('Installing the development dependencies (about 2 minutes)', {
		cwd: root,
	});
}
