import { spawnSync } from 'node:child_process';

/** How a command ended. */
export interface Ended {
	code: number | null;
	/** Both of its outputs. */
	output: string;
}

/** Runs a command as a step of a workflow is run, with no setting of this machine's npm. */
export function runStep(command: string, cwd: string, env: Record<string, string> = {}): Ended {
	const { status, stdout, stderr, error } = spawnSync('bash', ['-e', '-c', command], {
		cwd,
		env: { PATH: process.env.PATH, HOME: cwd, ...env },
		encoding: 'utf8',
	});
	if (error) throw error;
	return { code: status, output: `${stdout}${stderr}` };
}
