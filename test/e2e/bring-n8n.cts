import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolder, type N8nLine } from '../n8n/folders.cjs';
import { ensureN8n } from '../n8n/install.cjs';
import { installPackage } from '../n8n/package.cjs';
import { type N8nProcess, type N8nStart, refuseFolderInUse, startN8n } from '../n8n/process.cjs';
import { N8nClient } from '../n8n/rest.cjs';
import type { StoredCredential } from '../n8n/workflows.cjs';
import type { RemoteSandbox } from '../sandbox/remote.cjs';

/** What an n8n for tests is made of. */
export interface N8nParts {
	line: N8nLine;
	/** Names its folder under .n8n-local, which starts empty: one run of the tests at a time. */
	name: string;
	/** The packed package. */
	tarball: string;
	/** The folder whose files n8n may read. */
	filesFolder: string;
	sandbox: RemoteSandbox;
	/** Beside those that every n8n for tests has. */
	settings?: N8nStart['settings'];
}

/** A running n8n with the package installed, an owner logged in and a credential for the sandbox. */
export interface BroughtN8n<P extends N8nProcess = N8nProcess> {
	n8n: P;
	/** Without a slash at the end. */
	n8nUrl: string;
	/** What it was started with. */
	start: N8nStart;
	client: N8nClient;
	credential: StoredCredential;
}

/** Starts an n8n that has never run before. */
export async function bringN8n(parts: N8nParts): Promise<BroughtN8n> {
	return await bringWith(startN8n, parts);
}

/** The same for an n8n that is started in another way. */
export async function bringWith<P extends N8nProcess>(
	launch: (start: N8nStart) => Promise<P>,
	parts: N8nParts,
): Promise<BroughtN8n<P>> {
	const { line, name, tarball, filesFolder, sandbox, settings } = parts;
	const userFolder = join(localFolder, name);
	refuseFolderInUse(userFolder);
	await rm(userFolder, { recursive: true, force: true });
	const install = await ensureN8n(line);
	await installPackage(tarball, userFolder, install);
	const start = { install, userFolder, filesFolder, settings };
	const n8n = await launch(start);
	try {
		const client = new N8nClient(n8n.url);
		await client.logIn({ email: 'owner@example.com', password: 'Sandbox-1234' });
		const credential = await client.saveCredential('memoriesAiApi', 'Memories.ai account', {
			apiKey: sandbox.key,
			apiVersion: 'v1',
			baseUrl: sandbox.url,
		});
		return { n8n, n8nUrl: n8n.url, start, client, credential };
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}
