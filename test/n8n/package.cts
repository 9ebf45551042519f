import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { explain, runCommand } from '../../scripts/npm.cjs';
import { localFolder, projectFolder } from './folders.cjs';
import type { N8nInstall } from './install.cjs';

async function npm(label: string, args: string[], cwd: string) {
	try {
		await runCommand(label, 'npm', args, { cwd });
	} catch (error) {
		throw explain(label, error);
	}
}

/** What package.json calls this package. */
export async function packageName(): Promise<string> {
	return (await ownPackage()).name;
}

async function ownPackage(): Promise<{ name: string; version: string }> {
	const content: unknown = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
	if (
		typeof content !== 'object' ||
		content === null ||
		!('name' in content && typeof content.name === 'string') ||
		!('version' in content && typeof content.version === 'string')
	) {
		throw new Error('package.json lacks name or version');
	}
	return { name: content.name, version: content.version };
}

/**
 * Compiles the nodes and packs what `npm publish` would publish. Runs that begin at the same time take
 * turns, because they share `dist`.
 *
 * @param name whose tarball it is, such as `e2e-2`: each has one of its own
 * @returns the tarball's path
 */
export async function buildTarball(name: string): Promise<string> {
	const own = await ownPackage();
	const folder = join(localFolder, 'package', name);
	await mkdir(folder, { recursive: true });
	const unlock = await lock(join(localFolder, 'package'), {
		retries: { forever: true, minTimeout: 200, maxTimeout: 1000 },
	});
	try {
		await npm('Building the nodes', ['run', 'build'], projectFolder);
		await npm('Packing the nodes', ['pack', '--pack-destination', folder], projectFolder);
	} finally {
		await unlock();
	}
	return join(folder, `${own.name}-${own.version}.tgz`);
}

/**
 * Installs a tarball where n8n keeps its community packages, with the flags with which n8n itself
 * installs one. Nothing happens when this very tarball is installed already.
 */
export async function installPackage(
	tarball: string,
	userFolder: string,
	install: N8nInstall,
): Promise<void> {
	const { name } = await ownPackage();
	const folder = join(userFolder, '.n8n', 'nodes');
	const mark = join(folder, '.installed');
	const wanted = createHash('sha256')
		.update(await readFile(tarball))
		.digest('hex');
	if (existsSync(mark) && (await readFile(mark, 'utf8')) === wanted) return;
	// npm keeps a tarball of the same version as it is, so the folder starts empty.
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await writeFile(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }),
	);
	await npm(
		`Installing ${name} in n8n`,
		[
			'install',
			tarball,
			'--ignore-scripts',
			'--legacy-peer-deps',
			'--omit=dev',
			'--omit=peer',
			'--no-audit',
			'--no-fund',
		],
		folder,
	);
	// n8n lets packages find its own copy, after those in the folders above them. The project's is there.
	const own = dirname(createRequire(install.n8n).resolve('n8n-workflow/package.json'));
	await symlink(own, join(folder, 'node_modules/n8n-workflow'), 'junction');
	await writeFile(mark, wanted);
}
