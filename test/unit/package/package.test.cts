import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { z } from 'zod';
import { MemoriesAiApi } from '../../../credentials/MemoriesAiApi.credentials';
import { MemoriesAi } from '../../../nodes/MemoriesAi/MemoriesAi.node';
import { MemoriesAiTrigger } from '../../../nodes/MemoriesAi/MemoriesAiTrigger.node';
import { DEFAULT_BASE_URL, V1_0_BASE_URL } from '../../../nodes/MemoriesAi/transport/account';

const root = join(__dirname, '..', '..', '..');

function readJson(file: string): unknown {
	return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

describe('package.json', () => {
	const manifest = z
		.object({
			dependencies: z.undefined(),
			overrides: z.undefined(),
			peerDependencies: z.record(z.string()),
			scripts: z.record(z.string()),
			n8n: z.object({
				strict: z.boolean(),
				nodes: z.array(z.string()),
				credentials: z.array(z.string()),
			}),
		})
		.parse(readJson('package.json'));

	it('has nothing that keeps it from being installed on n8n Cloud', () => {
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.n8n.strict).toBe(true);
		expect(Object.keys(manifest.scripts)).not.toEqual(
			expect.arrayContaining(['preinstall', 'install', 'postinstall', 'prepare']),
		);
	});

	it('names files that are built from a source', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
			expect([file, existsSync(join(root, source))]).toEqual([file, true]);
		}
	});
});

it.each([DEFAULT_BASE_URL, V1_0_BASE_URL])(
	'the credential and the README say that a key may go to %s',
	(address) => {
		const baseUrl = new MemoriesAiApi().properties.find(({ name }) => name === 'baseUrl');

		expect(baseUrl?.description).toContain(address);
		expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(address);
	},
);

it.each([
	[
		'MemoriesAi',
		[
			...['memories ai', 'mavi', 'upload image', 'images', 'scrape tiktok', 'tiktok video'],
			...['youtube', 'hashtag', 'download video', 'search video', 'video search', 'transcript'],
			...['subtitles', 'captions', 'ask video'],
		],
	],
	['MemoriesAiTrigger', ['memories ai', 'mavi', 'video indexed', 'callback']],
])('%s can be found in the node picker', (name, words) => {
	const codex = z
		.object({ categories: z.array(z.string()), alias: z.array(z.string()) })
		.parse(readJson(`nodes/MemoriesAi/${name}.node.json`));
	// n8n shows a node of the category AI only where AI agents are built.
	expect(codex.categories).not.toContain('AI');
	expect(codex.alias).toEqual(expect.arrayContaining(words));
});

/** All properties, those inside collections included. */
function allProperties(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = property.type === 'collection' ? (property.options ?? []) : [];
		return [
			property,
			...allProperties(inner.filter((one) => 'displayName' in one && 'type' in one)),
		];
	});
}

const descriptions: INodeTypeDescription[] = [
	new MemoriesAi().description,
	new MemoriesAiTrigger().description,
];

describe.each(descriptions.map((description) => [description.displayName, description] as const))(
	'%s',
	(_, description) => {
		it('explains every field, and begins placeholders with e.g.', () => {
			for (const { type, name, displayName, placeholder, ...rest } of allProperties(
				description.properties,
			)) {
				if (['notice', 'collection'].includes(type)) continue;
				if (!['resource', 'operation'].includes(name)) {
					expect([displayName, rest.description]).toEqual([displayName, expect.any(String)]);
				}
				// Of a list of entries it is the button that adds one.
				if (placeholder && type !== 'fixedCollection') expect(placeholder).toMatch(/^e\.g\. /);
			}
		});
	},
);

/** What a resource locator holds. */
const isPicked = (value: object) => '__rl' in value;

describe.each(readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.json')))(
	'example %s',
	(name) => {
		const text = readFileSync(join(root, 'examples', name), 'utf8');
		const workflow = z
			.object({
				nodes: z.array(z.object({ type: z.string(), parameters: z.record(z.unknown()) })),
			})
			.parse(JSON.parse(text));

		it('holds no secret and no webhook id, which importers would share', () => {
			expect(text).not.toMatch(/sk-mavi-\w/);
			expect(text).not.toContain('webhookId');
		});

		it('uses parameters that the nodes have', () => {
			for (const { type, parameters } of workflow.nodes) {
				const [packageName, nodeName = ''] = type.split('.');
				if (packageName !== 'n8n-nodes-memories-ai') continue;
				const description = descriptions.find((one) => one.name === nodeName.replace(/Tool$/, ''));
				expect(description).toBeDefined();
				const known = new Set(allProperties(description?.properties ?? []).map((one) => one.name));
				const used = Object.entries(parameters).flatMap(([key, value]) =>
					typeof value === 'object' && value !== null && !Array.isArray(value) && !isPicked(value)
						? [key, ...Object.keys(value)]
						: [key],
				);
				expect(used.filter((key) => !known.has(key))).toEqual([]);
			}
		});
	},
);
