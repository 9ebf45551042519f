import {
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { ExplainedError } from '../../scripts/npm.cjs';
import { type Child, groupLives, lastLines, startChild } from './child.cjs';
import type { N8nInstall } from './install.cjs';
import { until } from './until.cjs';

/** A running n8n. */
export interface N8nProcess extends Child {
	/** For example `http://127.0.0.1:5678`, without a slash at the end. */
	url: string;
}

/** What an n8n is started with. */
export interface N8nStart {
	install: N8nInstall;
	/** n8n keeps database, settings, binary data and community packages in here. */
	userFolder: string;
	/** Nodes may read and write files in this folder and nowhere else. */
	filesFolder: string;
	/** TCP port on 127.0.0.1; a free one where left out. */
	port?: number;
	/** Public address of this n8n, where it has one. */
	webhookUrl?: string;
	/** More of n8n's settings, as environment variables. */
	settings?: Readonly<Record<string, string>>;
	/** In queue mode, which part of n8n; left out, it is the main process. */
	part?: N8nPart;
}

/** A process beside the main one, on the same folder. */
export interface N8nPart {
	/** A worker runs executions; a webhook process takes the calls of production URLs. */
	command: 'worker' | 'webhook';
	/** Of its log, and of the note of its process number. */
	name: string;
}

const START_DEADLINE_MS = 180_000;

/** Port on 127.0.0.1 that was free a moment ago; `wanted` itself where given, or an ExplainedError. */
export async function freePort(wanted = 0): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				error.code === 'EADDRINUSE' || error.code === 'EACCES'
					? new ExplainedError(
							`Port ${wanted} ${error.code === 'EACCES' ? 'may not be used' : 'is in use'}. Choose another one with --port.`,
						)
					: error,
			);
		});
		server.listen(wanted, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === 'string') {
					reject(new Error('The server for finding a free port has no port'));
				} else {
					resolve(address.port);
				}
			});
		});
	});
}

/**
 * n8n's whole environment. Nothing else of this process' environment is handed on: neither a key
 * nor a setting of n8n that happens to be set on the machine.
 */
async function environment(start: N8nStart, port: number): Promise<NodeJS.ProcessEnv> {
	const { HOME, LANG, TMPDIR, TZ } = process.env;
	return {
		...Object.fromEntries(
			Object.entries({ HOME, LANG, TMPDIR, TZ }).filter(([, value]) => value !== undefined),
		),
		// n8n starts its task runner as `node`, which has to be the same one.
		PATH: [start.install.nodeFolder, process.env.PATH].join(delimiter),
		N8N_USER_FOLDER: start.userFolder,
		N8N_PORT: String(port),
		// A worker has no other port than that of its health check.
		...(start.part?.command === 'worker' && {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
		}),
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_ENABLED: 'true',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		WEBHOOK_URL: start.webhookUrl ?? `http://127.0.0.1:${port}/`,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_RESTRICT_FILE_ACCESS_TO: start.filesFolder,
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		// How often n8n asks its database whether it is there. It refuses every call while that is not
		// answered within 5 s, which SQLite, being in n8n's own process, may not do on a busy machine.
		DB_PING_INTERVAL_SECONDS: '3600',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		...start.settings,
	};
}

function pidFileOf(userFolder: string, name = 'n8n'): string {
	return join(userFolder, `${name}.pid`);
}

/**
 * Two n8n on one database destroy it, so each notes its process number in its user folder.
 *
 * @param part of n8n; the main process where left out
 * @throws ExplainedError when an n8n that was started from here still uses the folder
 */
export function refuseFolderInUse(userFolder: string, part?: N8nPart): void {
	const pidFile = pidFileOf(userFolder, part?.name);
	if (!existsSync(pidFile)) return;
	const pid = Number(readFileSync(pidFile, 'utf8'));
	if (Number.isInteger(pid) && pid > 1 && groupLives(pid)) {
		throw new ExplainedError(
			`n8n already runs in ${userFolder} as process ${pid}. Stop it first, with what started it or by kill ${pid}.`,
		);
	}
}

async function isReady(url: string, part?: N8nPart): Promise<boolean> {
	try {
		const health = await fetch(`${url}/healthz/readiness`);
		if (part) return health.ok;
		const settings = await fetch(`${url}/rest/settings`);
		return (
			health.ok &&
			settings.ok &&
			(settings.headers.get('content-type') ?? '').includes('application/json')
		);
	} catch (error) {
		// fetch reports every refused connection as a TypeError: n8n does not listen yet.
		if (isNativeError(error) && error.name === 'TypeError') return false;
		throw error;
	}
}

/**
 * Puts n8n's cache, hundreds of scripts of its editor, where ESLint does not look: it reads all that
 * does not lie under node_modules, and n8n allows its linter no other list of exceptions.
 */
function keepCacheFromLinter(userFolder: string) {
	const cache = join(userFolder, '.cache');
	const hidden = join(userFolder, 'node_modules', 'cache');
	mkdirSync(hidden, { recursive: true });
	if (existsSync(cache) && lstatSync(cache).isSymbolicLink()) return;
	rmSync(cache, { recursive: true, force: true });
	symlinkSync(hidden, cache);
}

/**
 * Starts n8n and returns when its editor and its REST interface answer; of a part, when it is at work.
 *
 * @throws ExplainedError when the port is in use, the folder is in use, or n8n does not come up
 */
export async function startN8n(start: N8nStart): Promise<N8nProcess> {
	const { install, userFolder, filesFolder, part } = start;
	mkdirSync(userFolder, { recursive: true });
	keepCacheFromLinter(userFolder);
	mkdirSync(filesFolder, { recursive: true });
	refuseFolderInUse(userFolder, part);
	const port = await freePort(start.port);
	const url = `http://127.0.0.1:${port}`;
	const command = join(install.nodeFolder, 'node');
	const child = startChild(command, [install.n8n, part?.command ?? 'start'], {
		cwd: userFolder,
		env: await environment(start, port),
		logFile: join(userFolder, `${part?.name ?? 'n8n'}.log`),
	});
	writeFileSync(pidFileOf(userFolder, part?.name), String(child.pid));
	try {
		const ready = await until(
			async () => child.ended() || (await isReady(url, part)),
			START_DEADLINE_MS,
			250,
		);
		if (!ready || child.ended()) {
			const { logFile } = child;
			throw new ExplainedError(`n8n did not start. The end of ${logFile}:\n${lastLines(logFile)}`);
		}
	} catch (error) {
		await child.stop();
		throw error;
	}
	return { ...child, url };
}
