/** How a command of this project is told what to do, and what it then does. */
interface Command<F extends { help: boolean }> {
	/** Printed for `--help`, and beside what is wrong with the flags. */
	readonly help: string;
	/** @throws Error that says what is wrong with a flag */
	readonly readFlags: () => F;
	/** @returns the exit code */
	readonly run: (flags: F) => Promise<number>;
	/** What is left to do when somebody ends it. Leaving ends all processes that were started. */
	readonly onStopped?: () => void;
}

/** Runs a command: exit code 2 for flags that are not right, 1 when it fails, and as a signal asks. */
export function runAsCommand<F extends { help: boolean }>(command: Command<F>): void {
	perform(command).then(
		(code) => {
			process.exitCode = code;
		},
		(error: unknown) => {
			process.stderr.write(`${explainFailure(error)}\n`);
			process.exitCode = 1;
		},
	);
}

async function perform<F extends { help: boolean }>(command: Command<F>): Promise<number> {
	const { help, readFlags, run, onStopped } = command;
	let flags: F;
	try {
		flags = readFlags();
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
		return 2;
	}
	if (flags.help) {
		process.stdout.write(help);
		return 0;
	}
	const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
	for (const [signal, code] of Object.entries(codes)) {
		process.once(signal, () => {
			if (onStopped) process.once('exit', onStopped);
			process.exit(code);
		});
	}
	return await run(flags);
}

/** @returns what the user is to read: without a stack where the message says what to do */
export function explainFailure(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.name === 'ExplainedError' ? error.message : (error.stack ?? error.message);
}
