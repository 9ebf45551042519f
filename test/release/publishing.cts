import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../n8n/folders.cjs';
import { type Ended, runStep } from './run.cjs';
import { jobOf, readGithubWorkflow, type Step } from './workflow.cjs';

/** What package.json says of this package. */
export const { name, version } = z
	.object({ name: z.string(), version: z.string() })
	.parse(JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')));

const { steps } = jobOf(readGithubWorkflow('publish'), 'publish');

function stepThat(test: (step: Step) => boolean): Step {
	const found = steps.find(test);
	if (!found) throw new Error('The workflow has no such step');
	return found;
}

/** The step of the workflow that publishes. */
export const publishStep = stepThat((step) => step.name === 'Publish');

/** Packs the package as it is built, into a folder; returns the tarball's path. */
export function packInto(folder: string): string {
	if (!existsSync(join(projectFolder, 'dist'))) {
		throw new Error('The package is not built: npm run build, or npm test, which does so first');
	}
	const pack = ['pack', '--pack-destination', folder];
	execFileSync('npm', pack, { cwd: projectFolder, stdio: 'ignore' });
	return join(folder, `${name}-${version}.tgz`);
}

/** Does what setup-node does with its `registry-url`, for another registry. */
function setUpNode(runner: string, registryUrl: string): Record<string, string> {
	const setup = stepThat(({ uses }) => uses?.startsWith('actions/setup-node@') === true);
	if (setup.with?.['registry-url'] === undefined) return {};
	const file = join(runner, '.npmrc-of-setup-node');
	const key = `${registryUrl.replace('http:', '')}:_authToken`;
	writeFileSync(file, `${key}=\${NODE_AUTH_TOKEN}\nregistry=${registryUrl}\n`);
	return { NPM_CONFIG_USERCONFIG: file };
}

/**
 * The registry that a step of the workflow publishes to, and with what.
 * Provenance is made at public services, which know the workflow's identity, so a test can have it
 * asked for, or leave it out.
 */
export interface Publishing {
	tarball: string;
	registryUrl: string;
	env: Record<string, string>;
	provenance: boolean;
}

/** Runs the step that publishes, in a folder beside the tarball that holds it alone. */
export async function publish(publishing: Publishing): Promise<Ended> {
	const { tarball, registryUrl, env, provenance } = publishing;
	const runner = mkdtempSync(join(tarball, '..', 'runner-'));
	copyFileSync(tarball, join(runner, basename(tarball)));
	const command = publishStep.run ?? '';
	return await runStep(provenance ? command : command.replace(' --provenance', ''), runner, {
		...setUpNode(runner, registryUrl),
		...env,
	});
}
