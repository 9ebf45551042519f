import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { MemoriesAiApi } from '../../credentials/MemoriesAiApi.credentials';
import { MemoriesAiTrigger } from '../../nodes/MemoriesAi/MemoriesAiTrigger.node.js';
import { examples } from '../../test/editor/examples.cjs';
import { shownFields, shownOperations } from '../../test/editor/operations.cjs';
import { pinsOf, projectFolder } from '../../test/n8n/folders.cjs';

/** Where the pictures lie, and beside them what each was made from. */
export const picturesFolder = join(projectFolder, 'docs', 'pictures');
export const manifestFile = join(picturesFolder, 'manifest.json');
export const examplesFolder = join(projectFolder, 'examples');

/** Each picture is made in both. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** By the name of the picture: the fingerprint of all that can be seen in it. */
export const manifest = z.record(z.string());
export type Manifest = z.infer<typeof manifest>;

/** The file of a picture, within the folder of pictures. */
export function fileOf(name: string, theme: Theme): string {
	return `${name}.${theme}.png`;
}

/** The workflows of `examples`, by the names of their files without the ending. */
export async function exampleNames(): Promise<string[]> {
	const files = await readdir(examplesFolder);
	return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
}

/** Every picture that the documents may show, with the fingerprint that it has today. */
export async function manifestOfToday(): Promise<Manifest> {
	const n8n = await n8nVersion();
	const fingerprint = (source: unknown) =>
		createHash('sha256').update(JSON.stringify({ n8n, source }, unseen)).digest('hex').slice(0, 16);
	const panels = Object.fromEntries(shownOperations().map((one) => [one.id, panelOf(one)]));
	const trigger = new MemoriesAiTrigger().description;
	const credential = new MemoriesAiApi().properties;
	const sources: Record<string, unknown> = { trigger, credential };
	for (const [id, panel] of Object.entries(panels)) sources[`operations/${id}`] = panel;
	for (const name of await exampleNames()) sources[`examples/${name}`] = await readExample(name);
	sources.workflow = await readExample(FORM);
	sources.install = '';
	const [upload, search] = [panels['video.uploadUrl'], panels['video.search']];
	const actions = shownOperations().map(({ action }) => action);
	for (const [index, source] of [actions, credential, upload, upload, actions, search].entries()) {
		sources[`first-${index + 1}`] = source;
	}
	return Object.fromEntries(
		Object.entries(sources)
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([name, source]) => [name, fingerprint(source)]),
	);
}

/** The example that is the README's picture of a workflow. */
export const FORM = 'upload-a-file-from-a-form';

async function readExample(name: string): Promise<unknown> {
	return JSON.parse(await readFile(join(examplesFolder, `${name}.json`), 'utf8'));
}

async function n8nVersion(): Promise<string> {
	const file = await readFile(join(pinsOf('2').pins, 'package.json'), 'utf8');
	return z.object({ dependencies: z.object({ n8n: z.string() }) }).parse(JSON.parse(file))
		.dependencies.n8n;
}

function panelOf({
	id,
	resourceName,
	operationName,
	chosen,
}: ReturnType<typeof shownOperations>[0]) {
	const example = examples[id];
	// The two lists are closed: of their entries, the panel shows the one that is chosen.
	const isList = ({ name }: INodeProperties) => name === 'resource' || name === 'operation';
	const fields = shownFields({ ...chosen, ...example }).filter((field) => !isList(field));
	return { resourceName, operationName, example, fields };
}

/** A description is shown only when the mouse is on it, or within a list that is open. */
function unseen(key: string, value: unknown): unknown {
	return key === 'description' ? undefined : value;
}
