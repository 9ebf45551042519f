import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FreshN8n, Stage } from '../../bench/stage.cjs';
import { startStandIn } from '../../bench/stand-in.cjs';
import { bringWith } from '../e2e/bring-n8n.cjs';
import { localFolder, type N8nLine } from '../n8n/folders.cjs';
import { buildTarball } from '../n8n/package.cjs';
import { type N8nQueue, type QueueSize, startQueue } from '../n8n/queue.cjs';

const SETTINGS = {
	// As README says to set it where many callbacks come: n8n 2 builds no sandbox where it needs none.
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	// As it comes, all executions of a worker share two, and those that wait for 20 seconds fail.
	DB_POSTGRESDB_POOL_SIZE: '10',
	// In milliseconds: it takes a worker for dead that is silent for so long, and looks so often.
	QUEUE_WORKER_LOCK_DURATION: '30000',
	QUEUE_WORKER_STALLED_INTERVAL: '10000',
};

const SIZE: QueueSize = { workers: 2, webhooks: 2, database: 'postgres' };

/** An n8n in queue mode with the package in it, and a stand-in API: a stage for the benchmarks, too. */
export interface ScalePlace {
	queue: N8nQueue;
	/** The whole queue as one n8n, at its public address. */
	n8n: FreshN8n;
	stage: Stage;
	stop(): Promise<void>;
}

/** The name of its folder under .n8n-local. */
export function folderNameOf(line: N8nLine): string {
	return `scale-${line}`;
}

/**
 * Starts all of it.
 *
 * @param settings of n8n, beside the usual ones
 */
export async function bringPlace(
	line: N8nLine,
	size: Partial<QueueSize> = {},
	settings: Record<string, string> = {},
): Promise<ScalePlace> {
	const tarball = await buildTarball(`scale-${line}`);
	const filesFolder = join(localFolder, `scale-files-${line}`);
	await rm(filesFolder, { recursive: true, force: true });
	await mkdir(filesFolder, { recursive: true });
	const standIn = await startStandIn();
	try {
		const {
			n8n: queue,
			client,
			credential,
		} = await bringWith(async (start) => await startQueue(start, { ...SIZE, ...size }), {
			line,
			name: folderNameOf(line),
			tarball,
			filesFolder,
			sandbox: standIn,
			settings: { ...SETTINGS, ...settings },
		});
		// Rows share it, so that a benchmark that ends its n8n leaves it alone.
		const stayUp = async () => {};
		const n8n = { process: { ...queue, url: queue.productionUrl }, client, stop: stayUp };
		return {
			queue,
			n8n,
			stage: {
				standIn,
				filesFolder,
				memoriesAi: credential,
				headerAuth: await client.saveCredential('httpHeaderAuth', 'Header', {
					name: 'Authorization',
					value: standIn.key,
				}),
				freshN8n: async () => await Promise.resolve(n8n),
			},
			stop: async () => {
				await queue.stop();
				await standIn.stop();
			},
		};
	} catch (error) {
		await standIn.stop();
		throw error;
	}
}
