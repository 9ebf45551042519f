/**
 * Runs npm and other commands so that a person sees that something goes on, and learns in one line
 * why it did not work. Plain JavaScript: it also runs before the development dependencies are there.
 */
const { spawn } = require('node:child_process');
const { copyFileSync, existsSync, mkdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Kept of a command's output to explain a failure from: npm and node-gyp put the cause near the end. */
const KEPT_OUTPUT = 200_000;
const PROGRESS_EVERY_MS = 10_000;

/**
 * A failure whose message says all a person needs: show the message, not the stack. Told by its name,
 * since this file may be loaded twice: by Node.js and by tsx.
 */
class ExplainedError extends Error {
	name = 'ExplainedError';
}

/** Thrown when a command ends with another exit code than 0. */
class CommandError extends Error {
	constructor(command, code, output) {
		super(`${command} ended with ${code}`);
		this.output = output;
	}
}

const CAUSES = [
	{
		pattern: /ENOSPC|no space left on device/i,
		message: 'The disk is full. About 3 GB are needed for each line of n8n.',
	},
	{
		// Before the network: a driver is compiled only where its ready-made copy could not be fetched.
		pattern: /gyp ERR! (configure|build) error/,
		message:
			'A part of n8n that has to be compiled here did not compile. It needs python3, make and a C++ compiler. On Debian and Ubuntu: apt-get install python3 make g++',
	},
	{
		pattern:
			/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|FETCH_ERROR/,
		message:
			'The npm registry cannot be reached. Check the network and the registry that npm is set to, then start again.',
	},
	{
		pattern: /EACCES|EPERM|EROFS/,
		message: 'A file or folder may not be written. Check who owns the project folder.',
	},
];

/** The children that still run, each the leader of a process group of its own. */
const running = new Set();

function stopCommands() {
	for (const child of running) {
		try {
			// A milder signal makes npm undo its work first, for minutes. What it leaves is done anew.
			process.kill(-child.pid, 'SIGKILL');
		} catch (error) {
			if (error.code !== 'ESRCH') throw error;
		}
	}
}
process.once('exit', stopCommands);

function elapsed(since) {
	return `${Math.round((Date.now() - since) / 1000)} s`;
}

/**
 * Runs one command without a shell, in a process group of its own so that stopping it also reaches
 * the compilers that npm starts. While it runs, a line with the time gone by is written every 10 s.
 *
 * @param label what is being done, for the progress lines
 * @returns what it wrote to standard output and standard error
 * @throws CommandError with that output when it fails
 */
async function runCommand(label, command, args, { cwd, env = process.env }) {
	const since = Date.now();
	process.stdout.write(`${label} ...\n`);
	const ticker = setInterval(() => {
		process.stdout.write(`${label} ... ${elapsed(since)}\n`);
	}, PROGRESS_EVERY_MS);
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	let output = '';
	const keep = (chunk) => {
		output = (output + chunk).slice(-KEPT_OUTPUT);
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	try {
		const code = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code !== 0) throw new CommandError([command, ...args].join(' '), code, output);
		return output;
	} finally {
		clearInterval(ticker);
		running.delete(child);
	}
}

/**
 * Turns a failed command into one line a person can act on; any other error is handed back as it is.
 */
function explain(what, error) {
	if (!(error instanceof CommandError)) return error;
	const cause = CAUSES.find(({ pattern }) => pattern.test(error.output));
	if (cause) return new ExplainedError(`${what} did not work. ${cause.message}`);
	return new ExplainedError(
		`${what} did not work: ${error.message}.\n${error.output.trim().split('\n').slice(-25).join('\n')}`,
	);
}

function packagesOf(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list as the very
 * last step, so an interrupted installation never looks complete.
 */
function isInstalled(folder) {
	const list = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(list)) return false;
	const present = packagesOf(list);
	return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
		([path, { version, optional, peer }]) =>
			path === '' || optional || peer || present[path]?.version === version,
	);
}

/**
 * `npm ci` where node_modules is not there or not that of package-lock.json; `npm install` with the
 * same pins where this version of npm does not accept the lock file that another version wrote.
 *
 * @throws ExplainedError
 */
async function installLocked(label, { cwd, env }) {
	if (isInstalled(cwd)) return;
	try {
		await runCommand(label, 'npm', ['ci'], { cwd, env });
	} catch (error) {
		const lockRefused =
			error instanceof CommandError && /can only install|in sync|EUSAGE/.test(error.output);
		if (!lockRefused) throw explain(label, error);
		try {
			await runCommand(`${label}, without the lock file`, 'npm', ['install', '--no-save'], {
				cwd,
				env,
			});
		} catch (second) {
			throw explain(label, second);
		}
	}
}

const PIN_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Installs, in a folder of its own, what is pinned in another.
 *
 * @throws ExplainedError
 */
async function installPins({ pins, folder, label }) {
	mkdirSync(folder, { recursive: true });
	for (const file of PIN_FILES) copyFileSync(join(pins, file), join(folder, file));
	await installLocked(label, { cwd: folder });
}

module.exports = {
	CommandError,
	ExplainedError,
	explain,
	installLocked,
	installPins,
	isInstalled,
	PIN_FILES,
	runCommand,
	stopCommands,
};
