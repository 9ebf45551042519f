import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { until } from './until.cjs';

/** A running program, with all that it has started. */
export interface Child {
	pid: number;
	/** All that it writes to its output. */
	logFile: string;
	/** Whether it has ended, by itself or because it was told to. */
	ended(): boolean;
	/** Ends it and all it started; returns when no process is left. May be called more than once. */
	stop(): Promise<void>;
	/** The same, but it is left no time to do anything more, as in a crash. */
	kill(): Promise<void>;
}

const STOP_DEADLINE_MS = 60_000;

/** Whether a process of the group lives. */
export function groupLives(pid: number): boolean {
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

/** The end of what a program has written, to explain a failure from. */
export function lastLines(file: string): string {
	return readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n');
}

/** How a program is started. */
interface ChildOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	logFile: string;
	/** What tells it to end in good order; SIGTERM where left out. */
	stopSignal?: NodeJS.Signals;
	/** Who it runs as, where that is somebody else. */
	uid?: number;
	gid?: number;
}

/** Starts a program, which ends with this process at the latest. */
export function startChild(
	command: string,
	args: string[],
	{ logFile, stopSignal = 'SIGTERM', ...options }: ChildOptions,
): Child {
	const log = openSync(logFile, 'w');
	const child = spawn(command, args, {
		...options,
		// A group of its own: Ctrl+C then reaches this process only, which ends the other in good order.
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const pid = child.pid;
	if (pid === undefined) throw new Error(`${command} cannot be started`);
	const killOnExit = () => {
		signalGroup(pid, 'SIGKILL');
	};
	// Before whoever deletes its files.
	process.prependOnceListener('exit', killOnExit);

	const ended = () => child.exitCode !== null || child.signalCode !== null;
	const gone = async () => await until(() => !groupLives(pid), STOP_DEADLINE_MS, 50);
	const stop = async () => {
		if (!ended()) child.kill(stopSignal);
		if (!(await gone())) {
			signalGroup(pid, 'SIGKILL');
			if (!(await gone())) throw new Error(`${command} (process ${pid}) cannot be ended`);
		}
		process.off('exit', killOnExit);
	};
	const kill = async () => {
		signalGroup(pid, 'SIGKILL');
		await stop();
	};
	return { pid, logFile, ended, stop, kill };
}
