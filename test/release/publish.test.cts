import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { z } from 'zod';
import { projectFolder } from '../n8n/folders.cjs';
import { type Registry, startRegistry } from './registry.cjs';
import { runStep } from './run.cjs';
import { jobOf, readGithubWorkflow, type Step } from './workflow.cjs';

const NAME = 'n8n-nodes-memories-ai';
/** The registry may have to be installed. */
const SETUP_DEADLINE_MS = 600_000;

const { version } = z
	.object({ version: z.string() })
	.parse(JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')));

let registry: Registry;
let folder: string;
let tarball: string;

beforeAll(async () => {
	if (!existsSync(join(projectFolder, 'dist'))) {
		throw new Error('The package is not built: npm run build, or npm test, which does so first');
	}
	registry = await startRegistry();
	folder = mkdtempSync(join(tmpdir(), 'publish-'));
	const pack = ['pack', '--pack-destination', folder];
	execFileSync('npm', pack, { cwd: projectFolder, stdio: 'ignore' });
	tarball = join(folder, `${NAME}-${version}.tgz`);
}, SETUP_DEADLINE_MS);

afterAll(async () => {
	await registry.stop();
	rmSync(folder, { recursive: true });
});

const steps = jobOf(readGithubWorkflow('publish'), 'publish').steps;

function stepThat(test: (step: Step) => boolean): Step {
	const found = steps.find(test);
	if (!found) throw new Error('The workflow has no such step');
	return found;
}

/** Does what setup-node does with its `registry-url`, for the registry here. */
function setUpNode(runner: string): Record<string, string> {
	const { with: settings } = stepThat(
		({ uses }) => uses?.startsWith('actions/setup-node@') === true,
	);
	if (settings?.['registry-url'] === undefined) return {};
	const file = join(runner, '.npmrc-of-setup-node');
	const key = `${registry.url.replace('http:', '')}:_authToken`;
	writeFileSync(file, `${key}=\${NODE_AUTH_TOKEN}\nregistry=${registry.url}\n`);
	return { NPM_CONFIG_USERCONFIG: file };
}

const publishStep = stepThat(({ name }) => name === 'Publish');
const PROVENANCE = ' --provenance';

/** Runs the step that publishes, in a folder that holds the tarball alone. */
function publish(env: Record<string, string>, change = (command: string) => command) {
	const runner = mkdtempSync(join(folder, 'runner-'));
	copyFileSync(tarball, join(runner, `${NAME}-${version}.tgz`));
	return runStep(change(publishStep.run ?? ''), runner, { ...setUpNode(runner), ...env });
}
const withoutProvenance = (command: string) => command.replace(PROVENANCE, '');

async function published() {
	const response = await fetch(`${registry.url}${NAME}`);
	const body: unknown = await response.json();
	return { status: response.status, body };
}

it('hands the token to what setup-node has written', () => {
	expect(publishStep.env).toEqual({ NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' });
});

it('publishes nothing without a token, or with a wrong one', async () => {
	const none = publish({ NODE_AUTH_TOKEN: '' }, withoutProvenance);
	expect(none.output).toContain('ENEEDAUTH');
	const wrong = publish({ NODE_AUTH_TOKEN: 'wrong' }, withoutProvenance);
	expect(wrong.output).toMatch(/E401|E403/);
	expect([none.code, wrong.code]).not.toContain(0);
	expect(await published()).toMatchObject({ status: 404 });
});

it('publishes nothing without provenance, which npm makes only where it may have the identity', async () => {
	const token = { NODE_AUTH_TOKEN: registry.token };
	const elsewhere = publish(token);
	expect(elsewhere.output).toContain('provenance generation not supported for provider');
	const notAllowed = publish({ ...token, GITHUB_ACTIONS: 'true' });
	expect(notAllowed.output).toContain('requires "write" access to the "id-token" permission');
	expect([elsewhere.code, notAllowed.code]).not.toContain(0);
	expect(await published()).toMatchObject({ status: 404 });
});

describe('published', () => {
	beforeAll(() => {
		const { code, output } = publish({ NODE_AUTH_TOKEN: registry.token }, withoutProvenance);
		if (code !== 0) throw new Error(output);
	});

	it('is the tarball that was packed', async () => {
		const { body } = await published();
		const { versions } = z
			.object({
				versions: z.record(
					z.object({ dist: z.object({ integrity: z.string(), tarball: z.string() }) }),
				),
			})
			.parse(body);
		expect(Object.keys(versions)).toEqual([version]);
		const packed = readFileSync(tarball);
		const dist = versions[version]?.dist;
		expect(dist?.integrity).toBe(`sha512-${createHash('sha512').update(packed).digest('base64')}`);
		const fetched = await (await fetch(dist?.tarball ?? '')).arrayBuffer();
		expect(Buffer.from(fetched).equals(packed)).toBe(true);
	});

	it('cannot be published again', () => {
		const { code, output } = publish({ NODE_AUTH_TOKEN: registry.token }, withoutProvenance);
		expect(output).toMatch(/previously published|already present|E409/);
		expect(code).not.toBe(0);
	});

	it('holds what it must and nothing else', () => {
		const entries = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
			.trim()
			.split('\n')
			.map((entry) => entry.replace(/^package\//, ''));
		const ofDist = entries.filter((entry) => entry.startsWith('dist/'));
		expect(entries.filter((entry) => !ofDist.includes(entry)).sort()).toEqual([
			'LICENSE',
			'README.md',
			'index.js',
			'package.json',
		]);
		const expected =
			/^dist\/((nodes|credentials)\/.+\.js|nodes\/.+\.node\.json|nodes\/.+\/__schema__\/.+\.json|icons\/.+\.svg)$/;
		expect(ofDist.filter((entry) => !expected.test(entry))).toEqual([]);
		expect(ofDist).toEqual(
			expect.arrayContaining([
				'dist/credentials/MemoriesAiApi.credentials.js',
				'dist/icons/memoriesAi.svg',
				'dist/icons/memoriesAi.dark.svg',
				'dist/nodes/MemoriesAi/MemoriesAi.node.js',
				'dist/nodes/MemoriesAi/MemoriesAi.node.json',
				'dist/nodes/MemoriesAi/MemoriesAiTrigger.node.js',
				'dist/nodes/MemoriesAi/MemoriesAiTrigger.node.json',
			]),
		);
	});

	it('is installed and loaded by n8n', async () => {
		const nodes = join(folder, 'nodes');
		mkdirSync(nodes);
		writeFileSync(join(nodes, 'package.json'), JSON.stringify({ private: true }));
		const flags = '--ignore-scripts --legacy-peer-deps --omit=dev --omit=peer --no-audit --no-fund';
		const { code, output } = runStep(
			`npm install ${NAME}@${version} --registry ${registry.url} ${flags}`,
			nodes,
		);
		expect([code, output]).toEqual([0, expect.stringContaining('added 1 package')]);
		// n8n lets packages find its own copy.
		const own = createRequire(__filename).resolve('n8n-workflow/package.json');
		symlinkSync(dirname(own), join(nodes, 'node_modules/n8n-workflow'), 'junction');

		const loader = new PackageDirectoryLoader(join(nodes, 'node_modules', NAME));
		await loader.loadAll();
		expect(loader.packageName).toBe(NAME);
		expect(Object.keys(loader.known.nodes).sort()).toEqual(['memoriesAi', 'memoriesAiTrigger']);
		expect(Object.keys(loader.known.credentials)).toEqual(['memoriesAiApi']);
		for (const { name, codex } of loader.types.nodes) {
			expect([name, codex?.categories?.length]).toEqual([name, expect.any(Number)]);
		}
	});
});
