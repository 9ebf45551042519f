// What `npm test`, `npm run test:e2e` and the like call: everything that has to be right, in the order in which
// it is quickest to say what is not. Plain JavaScript: it installs what the rest needs.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, root, unsuitableMachine } from './dependencies.mjs';
import npm from './npm.cjs';

const JEST = [join(root, 'node_modules/jest/bin/jest.js'), '--config', 'test/jest.config.cjs'];

/** Each step is a command of this project; the first that does not succeed ends the run. */
const RUNS = {
	test: (args) => [
		['npm', ['run', '--silent', 'lint']],
		['npm', ['run', '--silent', 'types']],
		['npm', ['run', '--silent', 'build']],
		['node', [join(root, 'scripts/scan.mjs')]],
		[
			'node',
			[...JEST, '--selectProjects', 'unit', 'engine', 'modes', 'faults', 'release', ...args],
		],
	],
	faults: (args) => [['node', [...JEST, '--selectProjects', 'faults', ...args]]],
	modes: (args) => [['node', [...JEST, '--selectProjects', 'modes', ...args]]],
	// What n8n and the documents say of the operations, from what the node says and puts out.
	docs: () => [
		['node', [...JEST, '--selectProjects', 'engine', '--', 'engine/outputSchemas.test']],
		['node', ['--require', 'tsx/cjs', 'scripts/docs.cts']],
	],
	scale: (args) => [['node', ['--require', 'tsx/cjs', 'test/scale/run.cts', ...args]]],
	bench: (args) => [['node', ['--require', 'tsx/cjs', 'bench/run.cts', ...args]]],
	// One n8n serves all tests, so they take turns.
	e2e: (args) => [['node', [...JEST, '--selectProjects', 'e2e', '--runInBand', ...args]]],
	editor: (args) => [['node', [...JEST, '--selectProjects', 'editor', '--runInBand', ...args]]],
	pictures: (args) => [['node', ['--require', 'tsx/cjs', 'scripts/pictures/run.cts', ...args]]],
};

/** What the harness of the tests reads. */
const LINES = {
	1: { N8N_LINE: '1' },
	2: { N8N_LINE: '2' },
	latest: { N8N_LINE: '2', N8N_NEWEST: 'true' },
};

/** Takes `--n8n 1` out of the arguments; the others are for what is run. The newest n8n is of line 2. */
function readArguments([name, ...args]) {
	if (!(name in RUNS))
		throw new Error(
			`Usage: node scripts/run.mjs ${Object.keys(RUNS).join('|')} [--n8n 1|2|latest] [arguments]`,
		);
	const at = args.indexOf('--n8n');
	const n8n = at === -1 ? '2' : args.splice(at, 2)[1];
	if (!(n8n in LINES)) throw new Error(`--n8n must be 1, 2 or latest, not "${n8n}"`);
	return { steps: RUNS[name](args), line: LINES[n8n], name };
}

async function main() {
	const unsuitable = unsuitableMachine();
	if (unsuitable) throw new npm.ExplainedError(unsuitable);
	const { steps, line, name } = readArguments(process.argv.slice(2));
	await ensureDependencies();
	for (const [command, args] of steps) {
		const { status, signal } = spawnSync(command, args, {
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, ...line, ...(name === 'docs' && { DOCS: 'write' }) },
		});
		if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
	}
}

try {
	await main();
} catch (error) {
	console.error(error.name === 'ExplainedError' ? error.message : error);
	process.exit(1);
}
