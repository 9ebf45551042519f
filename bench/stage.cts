import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { bringN8n } from '../test/e2e/bring-n8n.cjs';
import { localFolder } from '../test/n8n/folders.cjs';
import {
	type N8nProcess,
	type N8nStart,
	refuseFolderInUse,
	startN8n,
} from '../test/n8n/process.cjs';
import { N8nClient } from '../test/n8n/rest.cjs';
import type { StoredCredential } from '../test/n8n/workflows.cjs';
import { writeContent } from './content.cjs';
import { type SlowLine, startStandIn, type StandIn } from './stand-in.cjs';
import { MEGABYTE } from './units.cjs';

/** All that the benchmark writes but its results; deleted when it ends. */
export const benchFolder = join(localFolder, 'bench');
const userFolder = join(benchFolder, 'n8n');
const storageFolder = join(userFolder, '.n8n', 'storage');

/** @throws ExplainedError when another run of the benchmark still uses the folder */
export function refuseSecondRun(): void {
	refuseFolderInUse(userFolder);
}

/** Name of a small file that is always in the files folder. */
export const WARM_UP = 'warm-up.mp4';

/** An n8n process that has done nothing yet. */
export interface FreshN8n {
	process: N8nProcess;
	client: N8nClient;
	stop(): Promise<void>;
}

/** Where the uploads of the benchmark take place. */
export interface Stage {
	standIn: StandIn;
	/** n8n may read the files in here. */
	filesFolder: string;
	/** For this package's node. */
	memoriesAi: StoredCredential;
	/** For the HTTP Request node. */
	headerAuth: StoredCredential;
	/** Starts n8n anew on the same database, with these settings beside the usual ones; one at a time. */
	freshN8n: (settings?: N8nStart['settings']) => Promise<FreshN8n>;
}

/** Sets up n8n with the package and the credentials, so that each measurement only has to start it. */
async function setUp(standIn: StandIn, tarball: string): Promise<Stage> {
	const filesFolder = join(benchFolder, 'files');
	// What a run that was killed has left would be uploaded, too.
	await rm(benchFolder, { recursive: true, force: true });
	await mkdir(filesFolder, { recursive: true });
	await writeContent(join(filesFolder, WARM_UP), MEGABYTE);
	const { n8n, start, client, credential } = await bringN8n({
		line: '2',
		name: relative(localFolder, userFolder),
		tarball,
		filesFolder,
		sandbox: standIn,
	});
	let headerAuth: StoredCredential;
	try {
		const header = { name: 'Authorization', value: standIn.key };
		headerAuth = await client.saveCredential('httpHeaderAuth', 'Header', header);
	} finally {
		await n8n.stop();
	}
	return {
		standIn,
		filesFolder,
		memoriesAi: credential,
		headerAuth,
		async freshN8n(settings) {
			const started = await startN8n({ ...start, settings });
			return {
				process: started,
				client: new N8nClient(started.url, client.session),
				async stop() {
					await started.stop();
					// Copies of all files that went through the workflows.
					await rm(storageFolder, { recursive: true, force: true });
				},
			};
		},
	};
}

/**
 * Does something where this package can upload.
 *
 * @param line between n8n and the stand-in API; left out: this machine's own
 */
export async function onStage<T>(
	tarball: string,
	line: SlowLine | undefined,
	play: (stage: Stage) => Promise<T>,
): Promise<T> {
	const standIn = await startStandIn(line);
	try {
		return await play(await setUp(standIn, tarball));
	} finally {
		await standIn.stop();
		await rm(benchFolder, { recursive: true, force: true });
	}
}
