import { type N8nStart, startN8n } from '../n8n/process.cjs';
import type { StoredCredential } from '../n8n/workflows.cjs';
import { type N8nQueue, type QueueSize, startQueue } from '../n8n/queue.cjs';
import { bringN8n, bringWith, type BroughtN8n, type N8nParts } from './bring-n8n.cjs';
import { world } from './world.cjs';

/**
 * By default, n8n builds a sandbox for expressions whenever a trigger is called, 40 ms of work, and
 * another one for the run. Tests with thousands of calls do without, in n8n 1 too.
 */
export const FOR_MANY_CALLS = { N8N_EXPRESSION_ENGINE: 'legacy' };

/**
 * Starts a fresh n8n for one test file, which may end it and start it again.
 *
 * @param name of its folder; one n8n at a time
 */
export async function bringOwnN8n(
	name: string,
	settings?: N8nStart['settings'],
): Promise<BroughtN8n> {
	return await bringN8n(partsOf(name, settings));
}

/** The same in queue mode. */
export async function bringOwnQueue(
	name: string,
	size: QueueSize,
	settings?: N8nStart['settings'],
): Promise<BroughtN8n<N8nQueue>> {
	return await bringWith(async (start) => await startQueue(start, size), partsOf(name, settings));
}

/**
 * Starts a fresh n8n for all tests of a file, which do not end it. Call at the top level of the file.
 *
 * @returns what gives it, once the tests run
 */
export function useOwnN8n(name: string, settings?: N8nStart['settings']): () => BroughtN8n {
	let own: BroughtN8n | undefined;
	beforeAll(async () => {
		own = await bringOwnN8n(name, settings);
	});
	afterAll(async () => {
		await own?.n8n.stop();
	});
	return () => {
		if (!own) throw new Error('n8n did not start');
		return own;
	};
}

/** An account that no other test uses: how fast one may be asked is remembered. */
export async function saveOwnAccount({ client }: BroughtN8n): Promise<StoredCredential> {
	const { sandbox } = world();
	return await client.saveCredential('memoriesAiApi', 'Account of its own', {
		apiKey: sandbox.key,
		apiVersion: 'v1',
		baseUrl: sandbox.url.replace('127.0.0.1', 'localhost'),
	});
}

function partsOf(name: string, settings: N8nStart['settings']): N8nParts {
	const { line, tarball, filesFolder, sandbox } = world();
	return { line, name, tarball, filesFolder, sandbox, settings };
}

/** Starts an n8n that was stopped on its data and its port, as it was started before. */
export async function startAgain(
	{ n8nUrl, start: before, ...others }: BroughtN8n,
	changes: Pick<N8nStart, 'webhookUrl'> = {},
): Promise<BroughtN8n> {
	const start = { ...before, port: Number(new URL(n8nUrl).port), ...changes };
	return { ...others, n8nUrl, start, n8n: await startN8n(start) };
}
