import { mkdtempSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { lastLines, startChild } from '../n8n/child.cjs';
import { localFolder, projectFolder } from '../n8n/folders.cjs';
import { ensurePinned } from '../n8n/pinned.cjs';
import { freePort } from '../n8n/process.cjs';
import { until } from '../n8n/until.cjs';

/** An npm registry of this machine's own, empty at first. Anybody may read; whoever has a token may publish. */
export interface Registry {
	/** With a slash at the end. */
	url: string;
	token: string;
	stop(): Promise<void>;
}

const START_DEADLINE_MS = 120_000;

/** No registry behind it: what is not published here is not there. */
function configuration(folder: string): string {
	return JSON.stringify({
		storage: join(folder, 'storage'),
		auth: { htpasswd: { file: join(folder, 'htpasswd') } },
		packages: { '**': { access: '$all', publish: '$authenticated' } },
		log: { type: 'stdout', format: 'json', level: 'http' },
	});
}

/** @returns the token of a new user, as `npm adduser` gets it */
async function tokenFrom(url: string): Promise<string> {
	const name = 'maintainer';
	const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ name, password: 'of this test alone' }),
	});
	return z.object({ token: z.string() }).parse(await response.json()).token;
}

/** Installs the registry where it is missing (about 30 s and 60 MB, once), and starts it. */
export async function startRegistry(): Promise<Registry> {
	const installed = join(localFolder, 'registry');
	await ensurePinned({
		pins: join(projectFolder, 'test', 'registry'),
		folder: installed,
		label: 'Installing an npm registry for the tests (once)',
	});
	const folder = mkdtempSync(join(tmpdir(), 'registry-'));
	const config = join(folder, 'config.yaml');
	await writeFile(config, configuration(folder));
	const url = `http://127.0.0.1:${await freePort()}/`;
	const logFile = join(folder, 'log');
	const command = join(installed, 'node_modules/verdaccio/bin/verdaccio');
	const child = startChild(process.execPath, [command, '--config', config, '--listen', url], {
		cwd: folder,
		logFile,
	});
	const isReady = () => readFileSync(logFile, 'utf8').includes('http address');
	const stop = async () => {
		await child.stop();
		await rm(folder, { recursive: true });
	};
	const ready = await until(() => child.ended() || isReady(), START_DEADLINE_MS);
	if (!ready || child.ended()) {
		const log = lastLines(logFile);
		await stop();
		throw new Error(`The registry did not start:\n${log}`);
	}
	return { url, token: await tokenFrom(url), stop };
}
