import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolder } from '../n8n/folders.cjs';
import { ensureN8n } from '../n8n/install.cjs';
import { startN8n } from '../n8n/process.cjs';
import type { N8nClient } from '../n8n/rest.cjs';
import type { StoredCredential } from '../n8n/workflows.cjs';
import { bringN8n, type BroughtN8n } from './bring-n8n.cjs';
import { world } from './world.cjs';

/** An n8n, as a test uses it: the one that all tests share, or one of its own. */
export interface Place {
	n8nUrl: string;
	client: N8nClient;
	credential: StoredCredential;
}

/** An n8n of a test's own, which it may end and start again. */
export interface OwnN8n extends Place {
	brought: BroughtN8n;
	userFolder: string;
}

/**
 * By default, n8n builds a sandbox for expressions whenever a trigger is called, 40 ms of work, and
 * another one for the run. Tests with thousands of calls do without, in n8n 1 too.
 */
const SETTINGS = 'N8N_EXPRESSION_ENGINE=legacy\n';

/**
 * Starts a fresh n8n that can take thousands of calls in a test.
 *
 * @param name of its folder; one n8n at a time
 */
export async function bringOwnN8n(name: string): Promise<OwnN8n> {
	const { line, tarball, filesFolder, sandbox } = world();
	const brought = await bringN8n({ line, name, tarball, filesFolder, sandbox });
	const userFolder = join(localFolder, name);
	await brought.n8n.stop();
	// n8n reads it where it is started.
	await writeFile(join(userFolder, '.env'), SETTINGS);
	const { url: n8nUrl } = brought.n8n;
	return await startAgain({ ...brought, n8nUrl, brought, userFolder });
}

/** Starts an n8n that was stopped on its data and its port. */
export async function startAgain(own: OwnN8n): Promise<OwnN8n> {
	const { line, filesFolder } = world();
	const n8n = await startN8n({
		install: await ensureN8n(line),
		userFolder: own.userFolder,
		filesFolder,
		port: Number(new URL(own.n8nUrl).port),
	});
	return { ...own, brought: { ...own.brought, n8n } };
}
