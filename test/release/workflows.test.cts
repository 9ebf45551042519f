import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../n8n/folders.cjs';
import { commandsOf, jobOf, readGithubWorkflow } from './workflow.cjs';

/** The npm scripts that commands run, such as `test` and `test:e2e`. */
function scriptsIn(commands: string[]): string[] {
	const names = commands.flatMap((command) => {
		const [, script] = /^npm (?:run )?(test\S*)/.exec(command) ?? [];
		return script === undefined ? [] : [script];
	});
	return [...new Set(names)].sort();
}

const ciRun = readFileSync(join(projectFolder, '.ci/run'), 'utf8').split('\n');

it.each(['test', 'nightly'])('%s may read and nothing else', (name) => {
	const { permissions, jobs } = readGithubWorkflow(name);
	expect(permissions).toEqual({ contents: 'read' });
	expect(Object.values(jobs).filter((job) => job.permissions)).toEqual([]);
	expect(JSON.stringify(jobs)).not.toContain('secrets.');
});

describe('Test', () => {
	const workflow = readGithubWorkflow('test');

	it('runs with each change and each pull request', () => {
		expect(workflow.on).toEqual({ push: { branches: ['main'] }, pull_request: null });
	});

	it('runs what .ci/run runs', () => {
		const commands = Object.values(workflow.jobs).flatMap(commandsOf);
		expect(scriptsIn(ciRun)).toContain('test');
		expect(scriptsIn(commands)).toEqual(scriptsIn(ciRun));
	});

	it.each(['n8n', 'editor'])(
		'%s: runs both lines, and one goes on when the other fails',
		(name) => {
			const { strategy, steps } = jobOf(workflow, name);
			expect(strategy).toEqual({ 'fail-fast': false, matrix: { n8n: [1, 2] } });
			expect(steps.at(-1)?.run).toContain('--n8n ${{ matrix.n8n }}');
		},
	);
});

describe('Nightly', () => {
	const workflow = readGithubWorkflow('nightly');

	it('runs every night, and by hand', () => {
		const { schedule, ...others } = z
			.object({ schedule: z.tuple([z.object({ cron: z.string() })]) })
			.passthrough()
			.parse(workflow.on);
		expect(schedule[0].cron).toMatch(/^\d+ \d+ \* \* \*$/);
		expect(others).toEqual({ workflow_dispatch: null });
	});

	it('tests the newest n8n, says what did not work, and fails then', () => {
		const { steps } = jobOf(workflow, 'newest');
		const [test, report, end] = steps.slice(3);
		expect(test?.run).toMatch(/--n8n latest .*--outputFile=report\.json$/);
		expect(test).toMatchObject({ id: 'test', 'continue-on-error': true });
		expect(report?.run).toBe('node scripts/nightly.mjs report.json');
		expect(end).toMatchObject({ if: "steps.test.outcome == 'failure'", run: 'exit 1' });
	});
});

describe('Publish', () => {
	const workflow = readGithubWorkflow('publish');

	it('runs with a tag of a version and with nothing else', () => {
		expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('tests, then publishes, then makes the release', () => {
		expect(jobOf(workflow, 'publish').needs).toBe('test');
		expect(jobOf(workflow, 'release').needs).toBe('publish');
	});

	it('looks at the tag first, then runs all that .ci/run runs, then packs', () => {
		const commands = commandsOf(jobOf(workflow, 'test'));
		expect(commands[0]).toBe('node scripts/release.mjs check "$GITHUB_REF_NAME"');
		expect(commands.slice(2)).toEqual(['bash .ci/run', 'npm run build', 'npm pack']);
	});

	it('gives each job the one permission that it needs', () => {
		expect(workflow.permissions).toEqual({ contents: 'read' });
		expect(jobOf(workflow, 'test').permissions).toBeUndefined();
		expect(jobOf(workflow, 'publish').permissions).toEqual({ 'id-token': 'write' });
		expect(jobOf(workflow, 'release').permissions).toEqual({ contents: 'write' });
	});

	it('runs nothing of the project or of others beside the permission to publish', () => {
		const { steps } = jobOf(workflow, 'publish');
		expect(steps.map(({ uses, name }) => uses?.replace(/@.*/, '') ?? name)).toEqual([
			'actions/setup-node',
			'actions/download-artifact',
			'Publish',
		]);
	});
});

describe('Updates', () => {
	const update = z.object({ 'package-ecosystem': z.string(), directory: z.string() });
	const { updates } = z
		.object({ version: z.literal(2), updates: z.array(update) })
		.parse(parse(readFileSync(join(projectFolder, '.github/dependabot.yml'), 'utf8')));

	it('come for everything that is pinned', () => {
		const ofNpm = updates.filter((one) => one['package-ecosystem'] === 'npm');
		expect(ofNpm.map(({ directory }) => directory)).toEqual([
			'/',
			'/test/n8n/1',
			'/test/n8n/2',
			'/test/registry',
		]);
		for (const { directory } of ofNpm) {
			expect(existsSync(join(projectFolder, directory, 'package-lock.json'))).toBe(true);
		}
		expect(updates.map((one) => one['package-ecosystem'])).toContain('github-actions');
	});
});

it.each(['bug', 'feature'])('the form %s has what GitHub asks for', (name) => {
	const file = join(projectFolder, '.github/ISSUE_TEMPLATE', `${name}.yml`);
	const form = z
		.object({
			name: z.string(),
			description: z.string(),
			body: z.array(
				z.discriminatedUnion('type', [
					z.object({ type: z.literal('markdown'), attributes: z.object({ value: z.string() }) }),
					...(['textarea', 'input', 'dropdown'] as const).map((type) =>
						z.object({
							type: z.literal(type),
							id: z.string(),
							attributes: z.object({ label: z.string() }),
						}),
					),
				]),
			),
		})
		.strict()
		.parse(parse(readFileSync(file, 'utf8')));
	const ids = form.body.flatMap((one) => ('id' in one ? [one.id] : []));
	expect(new Set(ids).size).toBe(ids.length);
});
