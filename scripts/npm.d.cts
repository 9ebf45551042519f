export interface CommandOptions {
	cwd: string;
	/** Replaces the environment of this process altogether. */
	env?: NodeJS.ProcessEnv;
}

/** A failure whose message says all a person needs: show the message, not the stack. */
export class ExplainedError extends Error {}

/** Thrown when a command ends with another exit code than 0. */
export class CommandError extends Error {
	/** Standard output and standard error, mixed, the last 200,000 characters. */
	output: string;
}

/**
 * Runs one command without a shell, with progress lines, and returns what it wrote.
 * Throws CommandError when it fails.
 */
export function runCommand(
	label: string,
	command: string,
	args: string[],
	options: CommandOptions,
): Promise<string>;

/**
 * `npm ci` where that is not done yet, or `npm install` where this npm does not accept the lock file.
 * Throws ExplainedError.
 */
export function installLocked(label: string, options: CommandOptions): Promise<void>;

/** What is installed from pins, beside the project's own dependencies. */
export interface Pins {
	/** Folder of its package.json, package-lock.json and .npmrc. */
	pins: string;
	/** Where it is installed. */
	folder: string;
	/** What is being done, for the progress lines. */
	label: string;
}

/** The files that pins consist of. */
export const PIN_FILES: readonly string[];

/** Installs the pins where that is not done yet. Throws ExplainedError. */
export function installPins(what: Pins): Promise<void>;

/** Turns a CommandError into an ExplainedError; hands any other error back as it is. */
export function explain(what: string, error: unknown): unknown;

/** Stops every command that still runs, with all it started. */
export function stopCommands(): void;
