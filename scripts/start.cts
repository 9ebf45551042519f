import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { localFolder, type N8nLine, projectFolder } from '../test/n8n/folders.cjs';
import { ensureN8n } from '../test/n8n/install.cjs';
import { buildTarball, installPackage } from '../test/n8n/package.cjs';
import { freePort, startN8n } from '../test/n8n/process.cjs';
import { type Login, N8nClient } from '../test/n8n/rest.cjs';
import { startSandbox } from '../test/sandbox/sandbox.cjs';
import { importExamples } from './examples.cjs';
import { mainJob } from './main-job.cjs';

export interface StartFlags {
	/** End after the run instead of staying. */
	once: boolean;
	line: N8nLine;
	port: number;
}

const SAMPLE = join(projectFolder, 'test', 'fixtures', 'clip.mp4');
const LIVE_URL = 'https://api.memories.ai';

const login = z.object({ email: z.string(), password: z.string() });

/** The owner account of the n8n in that folder; drawn once and kept beside its database. */
async function loginOf(folder: string): Promise<Login> {
	const file = join(folder, 'login.json');
	if (existsSync(file)) return login.parse(JSON.parse(await readFile(file, 'utf8')));
	// n8n asks for an upper case letter and a digit.
	const drawn = { email: 'owner@example.com', password: `N8n-${randomBytes(9).toString('hex')}` };
	await mkdir(folder, { recursive: true });
	await writeFile(file, JSON.stringify(drawn), { mode: 0o600 });
	return drawn;
}

/** What has to be ended, the last started first. */
class Running {
	private readonly stops: Array<() => Promise<void>> = [];

	add(stop: () => Promise<void>): void {
		this.stops.push(stop);
	}

	async end(): Promise<void> {
		for (const stop of this.stops.reverse()) await stop();
	}
}

/** The API key of the environment. Taken out of it, so that no process started from here inherits it. */
function takeKey(): string | undefined {
	const key = process.env.MEMORIES_AI_API_KEY;
	delete process.env.MEMORIES_AI_API_KEY;
	return key === '' ? undefined : key;
}

/**
 * Does what `npm start` promises, until it is told to stop by Ctrl+C or a signal.
 *
 * @returns the exit code: 0 when it worked or was stopped after that, 1 when the run did not work,
 * 130 when it was stopped before the end of the run
 * @throws ExplainedError for what a person can put right
 */
export async function start(flags: StartFlags): Promise<number> {
	const running = new Running();
	const stopAsked = new Promise<'stopped'>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.once(signal, () => {
				console.log('Stopping ...');
				resolve('stopped');
			});
		}
	});
	try {
		const outcome = await Promise.race([bring(running, flags), stopAsked]);
		if (outcome === 'stopped') return 130;
		if (!flags.once) await stopAsked;
		return outcome === 'worked' ? 0 : 1;
	} finally {
		await running.end();
	}
}

async function bring(running: Running, flags: StartFlags): Promise<'worked' | 'failed'> {
	const { line, port } = flags;
	const key = takeKey();
	const webhookUrl = process.env.WEBHOOK_URL;
	await freePort(port);
	const install = await ensureN8n(line);
	const name = `start-${line}`;
	const folder = join(localFolder, name);
	await installPackage(await buildTarball(name), folder, install);

	let api = { url: LIVE_URL, key: key ?? '' };
	if (key === undefined) {
		const sandbox = await startSandbox({ sampleFile: SAMPLE, searchFinds: 'all' });
		running.add(() => sandbox.close());
		api = sandbox;
	}
	console.log('Starting n8n ...');
	const filesFolder = join(folder, 'files');
	const n8n = await startN8n({ install, userFolder: folder, filesFolder, port, webhookUrl });
	running.add(() => n8n.stop());
	const owner = await loginOf(folder);
	const client = new N8nClient(n8n.url);
	await client.logIn(owner);
	const credential = await client.saveCredential('memoriesAiApi', 'Memories.ai account', {
		apiKey: api.key,
		apiVersion: 'v1',
		baseUrl: api.url,
	});
	const examples = await importExamples(client, n8n.url, {
		credential,
		callbackBase: key === undefined ? n8n.url : webhookUrl?.replace(/\/$/, ''),
	});

	console.log(`Uploading ${SAMPLE} through the form ${examples.formUrl}`);
	const worked = await mainJob(client, examples, SAMPLE);
	if (!flags.once) {
		console.log(`
n8n ${line}:     ${n8n.url}
Login:     ${owner.email}  ${owner.password}
Memories.ai: ${key === undefined ? `stand-in on ${api.url}` : LIVE_URL}
Log:       ${n8n.logFile}

Next: + at the top left, New workflow; then "Your first workflow" in README.md. The credential is there already.${
			key === undefined
				? `
Any link will do as URL, such as https://example.com/holiday.mp4, for the stand-in fetches nothing,
and a search finds whatever is indexed.`
				: ''
		}
Each start puts the example workflows back as they are in examples/; save your own under another name.
Ctrl+C stops everything.`);
	}
	return worked ? 'worked' : 'failed';
}
