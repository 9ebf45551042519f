import { type ChildProcess, spawn } from 'node:child_process';
import {
	closeSync,
	existsSync,
	lstatSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { ExplainedError } from '../../scripts/npm.cjs';
import type { N8nInstall } from './install.cjs';
import { until } from './until.cjs';

/** A running n8n. */
export interface N8nProcess {
	/** For example `http://127.0.0.1:5678`, without a slash at the end. */
	url: string;
	pid: number;
	/** All that n8n writes to its output. */
	logFile: string;
	/** Whether n8n has ended, by itself or because it was told to. */
	ended(): boolean;
	/** Ends n8n and all it started; returns when no process is left. May be called more than once. */
	stop(): Promise<void>;
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
}

const START_DEADLINE_MS = 180_000;
const STOP_DEADLINE_MS = 60_000;

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
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_ENABLED: 'true',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		WEBHOOK_URL: start.webhookUrl ?? `http://127.0.0.1:${port}/`,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_RESTRICT_FILE_ACCESS_TO: start.filesFolder,
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		...start.settings,
	};
}

function groupLives(pid: number): boolean {
	try {
		process.kill(-pid, 0);
		return true;
	} catch (error) {
		if (isMissingProcess(error)) return false;
		throw error;
	}
}

function signalGroup(pid: number, signal: NodeJS.Signals) {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (!isMissingProcess(error)) throw error;
	}
}

function isMissingProcess(error: unknown): boolean {
	// No instanceof: inside a jest test, errors of Node.js are of another realm.
	return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
}

function pidFileOf(userFolder: string): string {
	return join(userFolder, 'n8n.pid');
}

/**
 * Two n8n on one database destroy it, so each notes its process number in its user folder.
 *
 * @throws ExplainedError when an n8n that was started from here still uses the folder
 */
export function refuseFolderInUse(userFolder: string): void {
	const pidFile = pidFileOf(userFolder);
	if (!existsSync(pidFile)) return;
	const pid = Number(readFileSync(pidFile, 'utf8'));
	if (Number.isInteger(pid) && pid > 1 && groupLives(pid)) {
		throw new ExplainedError(
			`n8n already runs in ${userFolder} as process ${pid}. Stop it first, with what started it or by kill ${pid}.`,
		);
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		const health = await fetch(`${url}/healthz/readiness`);
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

function lastLines(file: string): string {
	return readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n');
}

async function stopGroup(child: ChildProcess, pid: number) {
	if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
	const gone = await until(() => !groupLives(pid), STOP_DEADLINE_MS, 50);
	if (gone) return;
	signalGroup(pid, 'SIGKILL');
	if (!(await until(() => !groupLives(pid), STOP_DEADLINE_MS, 50))) {
		throw new Error(`n8n (process ${pid}) cannot be ended`);
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
 * Starts n8n and returns when its editor and its REST interface answer.
 *
 * @throws ExplainedError when the port is in use, the folder is in use, or n8n does not come up
 */
export async function startN8n(start: N8nStart): Promise<N8nProcess> {
	mkdirSync(start.userFolder, { recursive: true });
	keepCacheFromLinter(start.userFolder);
	mkdirSync(start.filesFolder, { recursive: true });
	refuseFolderInUse(start.userFolder);
	const port = await freePort(start.port);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(start.userFolder, 'n8n.log');
	const log = openSync(logFile, 'w');
	const child = spawn(join(start.install.nodeFolder, 'node'), [start.install.n8n, 'start'], {
		cwd: start.userFolder,
		env: await environment(start, port),
		// A group of its own: Ctrl+C then reaches this process only, which ends n8n in good order.
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const pid = child.pid;
	if (pid === undefined) {
		throw new Error(`Node.js in ${start.install.nodeFolder} cannot be started`);
	}
	writeFileSync(pidFileOf(start.userFolder), String(pid));
	const killOnExit = () => {
		signalGroup(pid, 'SIGKILL');
	};
	process.once('exit', killOnExit);
	const stop = async () => {
		await stopGroup(child, pid);
		process.off('exit', killOnExit);
	};

	const ended = () => child.exitCode !== null || child.signalCode !== null;
	try {
		const ready = await until(async () => ended() || (await isReady(url)), START_DEADLINE_MS, 250);
		if (!ready || ended()) {
			throw new ExplainedError(`n8n did not start. The end of ${logFile}:\n${lastLines(logFile)}`);
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, pid, logFile, ended, stop };
}
