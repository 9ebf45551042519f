import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolder, type N8nLine, projectFolder } from '../n8n/folders.cjs';
import { ensureN8n } from '../n8n/install.cjs';
import { buildTarball } from '../n8n/package.cjs';
import { refuseFolderInUse } from '../n8n/process.cjs';
import { startSandbox } from '../sandbox/sandbox.cjs';
import { bringN8n } from './bring-n8n.cjs';
import { SETTINGS } from './sandbox.cjs';
import { handOver } from './world.cjs';

const FIXTURES = ['clip.mp4', 'photo.jpg', 'photo.png', 'photo.webp'];

function chosenLine(): N8nLine {
	const line = process.env.N8N_LINE ?? '2';
	if (line !== '1' && line !== '2') throw new Error(`N8N_LINE must be 1 or 2, not "${line}"`);
	return line;
}

/**
 * Brings what all tests share: a fresh n8n of the line in N8N_LINE (default 2) with the packed package
 * in it, a stand-in API, and a credential for it.
 *
 * @param kind of tests; those of another kind may run at the same time
 * @returns ends all of it
 */
export async function bringWorld(kind = 'e2e'): Promise<() => Promise<void>> {
	const line = chosenLine();
	const name = `${kind}-${line}`;
	refuseFolderInUse(join(localFolder, name));
	await ensureN8n(line);
	const tarball = await buildTarball(name);

	const filesFolder = join(localFolder, `${kind}-files-${line}`);
	await rm(filesFolder, { recursive: true, force: true });
	await mkdir(filesFolder, { recursive: true });
	for (const file of FIXTURES) {
		await copyFile(join(projectFolder, 'test', 'fixtures', file), join(filesFolder, file));
	}

	const sandbox = await startSandbox({
		...SETTINGS,
		sampleFile: join(filesFolder, 'clip.mp4'),
	});
	try {
		const parts = { line, name, tarball, filesFolder, sandbox };
		const { n8n, client, credential } = await bringN8n(parts);
		handOver({
			line,
			tarball,
			filesFolder,
			n8nUrl: n8n.url,
			session: client.session,
			credential,
			sandbox: { url: sandbox.url, key: sandbox.key },
		});
		return async () => {
			await n8n.stop();
			await sandbox.close();
		};
	} catch (error) {
		await sandbox.close();
		throw error;
	}
}
