import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { pinsOf, projectFolder } from '../test/n8n/folders.cjs';
import type { N8nInstall } from '../test/n8n/install.cjs';
import type { Results } from './results.cjs';

const run = promisify(execFile);

async function versionIn(folder: string): Promise<string> {
	const content: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	return z.object({ version: z.string() }).parse(content).version;
}

/** Name and version of the operating system. */
async function system(): Promise<string> {
	const file = '/etc/os-release';
	const name = existsSync(file)
		? /^PRETTY_NAME="(.*)"$/m.exec(await readFile(file, 'utf8'))?.[1]
		: undefined;
	return name ?? `${type()} ${release()}`;
}

/** What the figures of a run depend on, and nothing that tells whose machine it is. */
export async function describeMachine({
	line,
	nodeFolder,
}: N8nInstall): Promise<Pick<Results, 'date' | 'machine' | 'versions'>> {
	const processors = cpus();
	const [node, curl] = await Promise.all([
		run(join(nodeFolder, 'node'), ['--version']),
		run('curl', ['--version']),
	]);
	return {
		date: new Date().toISOString().slice(0, 10),
		machine: {
			cpu: processors[0]?.model ?? 'unknown',
			cores: processors.length,
			memoryBytes: totalmem(),
			system: await system(),
		},
		versions: {
			package: await versionIn(projectFolder),
			n8n: await versionIn(join(pinsOf(line).folder, 'node_modules', 'n8n')),
			node: node.stdout.trim().replace(/^v/, ''),
			curl: curl.stdout.split(' ')[1] ?? 'unknown',
		},
	};
}
