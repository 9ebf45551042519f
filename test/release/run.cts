import { execFile } from 'node:child_process';

/** How a command ended. */
export interface Ended {
	/** Its exit code; null where a signal ended it. */
	code: number | null;
	/** Both of its outputs, one after the other. */
	output: string;
}

/** Runs a command as a step of a workflow is run, with no setting of this machine's npm. */
export async function runStep(
	command: string,
	cwd: string,
	env: Record<string, string> = {},
): Promise<Ended> {
	const options = { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env } };
	return await new Promise((resolve) => {
		const bash = execFile('bash', ['-e', '-c', command], options, (_error, stdout, stderr) => {
			resolve({ code: bash.exitCode, output: `${stdout}${stderr}` });
		});
	});
}
