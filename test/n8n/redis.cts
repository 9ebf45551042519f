import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from '../../scripts/npm.cjs';
import { type Child, lastLines, startChild } from './child.cjs';
import { freePort } from './process.cjs';
import { until } from './until.cjs';

const COMMAND = 'redis-server';
const START_DEADLINE_MS = 60_000;

/** A running Redis. */
export interface Redis {
	/** TCP port on 127.0.0.1. */
	port: number;
	/** Ends it and starts it again with the data that it had. */
	restart(): Promise<void>;
	/** May be called more than once. */
	stop(): Promise<void>;
}

/**
 * Starts a Redis that keeps its data on disk when it ends, as it does unless it is told otherwise.
 *
 * @param folder for its data and its log
 * @throws ExplainedError where the machine has none
 */
export async function startRedis(folder: string): Promise<Redis> {
	if (spawnSync(COMMAND, ['--version']).error) {
		throw new ExplainedError(
			`n8n's queue mode needs Redis, and there is no ${COMMAND} on this machine. On Debian and Ubuntu: apt-get install redis-server; on macOS: brew install redis`,
		);
	}
	const port = await freePort();
	let child = await startServer(folder, port);
	return {
		port,
		restart: async () => {
			await child.stop();
			child = await startServer(folder, port);
		},
		stop: async () => {
			await child.stop();
		},
	};
}

async function startServer(folder: string, port: number): Promise<Child> {
	const logFile = join(folder, 'redis.log');
	const options = { port: String(port), bind: '127.0.0.1', save: '3600 1', dir: folder };
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
	const redis = startChild(COMMAND, args, { cwd: folder, logFile });
	const isReady = () => readFileSync(logFile, 'utf8').includes('Ready to accept connections');
	const ready = await until(() => redis.ended() || isReady(), START_DEADLINE_MS);
	if (!ready || redis.ended()) {
		await redis.stop();
		throw new ExplainedError(`Redis did not start. The end of ${logFile}:\n${lastLines(logFile)}`);
	}
	return redis;
}
