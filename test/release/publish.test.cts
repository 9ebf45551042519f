import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { z } from 'zod';
import { name, packInto, publish, publishStep, version } from './publishing.cjs';
import { type Registry, startRegistry } from './registry.cjs';
import { runStep } from './run.cjs';

/** The registry may have to be installed. */
const SETUP_DEADLINE_MS = 600_000;

let registry: Registry;
let folder: string;
let tarball: string;

beforeAll(async () => {
	registry = await startRegistry();
	folder = mkdtempSync(join(tmpdir(), 'publish-'));
	tarball = packInto(folder);
}, SETUP_DEADLINE_MS);

afterAll(async () => {
	await registry.stop();
	rmSync(folder, { recursive: true });
});

async function publishWith(token: string, provenance = false, env: Record<string, string> = {}) {
	return await publish({
		tarball,
		registryUrl: registry.url,
		env: { NODE_AUTH_TOKEN: token, ...env },
		provenance,
	});
}

async function published() {
	const response = await fetch(`${registry.url}${name}`);
	const body: unknown = await response.json();
	return { status: response.status, body };
}

it('hands the token to what setup-node has written', () => {
	expect(publishStep.env).toEqual({ NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' });
});

it('publishes nothing without a token, or with a wrong one', async () => {
	const none = await publishWith('');
	expect(none.output).toContain('ENEEDAUTH');
	const wrong = await publishWith('wrong');
	expect(wrong.output).toMatch(/E401|E403/);
	expect([none.code, wrong.code]).not.toContain(0);
	expect(await published()).toMatchObject({ status: 404 });
});

it('publishes nothing without provenance, which npm makes only where it may have the identity', async () => {
	const elsewhere = await publishWith(registry.token, true);
	expect(elsewhere.output).toContain('provenance generation not supported for provider');
	const notAllowed = await publishWith(registry.token, true, { GITHUB_ACTIONS: 'true' });
	expect(notAllowed.output).toContain('requires "write" access to the "id-token" permission');
	expect([elsewhere.code, notAllowed.code]).not.toContain(0);
	expect(await published()).toMatchObject({ status: 404 });
});

describe('published', () => {
	beforeAll(async () => {
		const { code, output } = await publishWith(registry.token);
		if (code !== 0) throw new Error(output);
	});

	it('is the tarball that was packed', async () => {
		const { body } = await published();
		const dist = z.object({ integrity: z.string(), tarball: z.string() });
		const { versions } = z.object({ versions: z.record(z.object({ dist })) }).parse(body);
		expect(Object.keys(versions)).toEqual([version]);
		const packed = readFileSync(tarball);
		const own = versions[version]?.dist;
		expect(own?.integrity).toBe(`sha512-${createHash('sha512').update(packed).digest('base64')}`);
		const fetched = await (await fetch(own?.tarball ?? '')).arrayBuffer();
		expect(Buffer.from(fetched).equals(packed)).toBe(true);
	});

	it('cannot be published again', async () => {
		const { code, output } = await publishWith(registry.token);
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
		const install = `npm install ${name}@${version} --registry ${registry.url} ${flags}`;
		const { code, output } = await runStep(install, nodes);
		expect([code, output]).toEqual([0, expect.stringContaining('added 1 package')]);
		// n8n lets packages find its own copy.
		const own = createRequire(__filename).resolve('n8n-workflow/package.json');
		symlinkSync(dirname(own), join(nodes, 'node_modules/n8n-workflow'), 'junction');

		const loader = new PackageDirectoryLoader(join(nodes, 'node_modules', name));
		await loader.loadAll();
		expect(loader.packageName).toBe(name);
		expect(Object.keys(loader.known.nodes).sort()).toEqual(['memoriesAi', 'memoriesAiTrigger']);
		expect(Object.keys(loader.known.credentials)).toEqual(['memoriesAiApi']);
		for (const node of loader.types.nodes) {
			expect([node.name, node.codex?.categories?.length]).toEqual([node.name, expect.any(Number)]);
		}
	});
});
