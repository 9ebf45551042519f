import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { resources } from '../nodes/MemoriesAi/actions';
import { projectFolder } from '../test/n8n/folders.cjs';
import { formatted } from './docs/markdown.cjs';
import { indexPage, readmeTable, resourcePage } from './docs/pages.cjs';

const NOTE = '<!-- Made by `npm run docs` from the description of the node. -->';

const README = 'README.md';
const BEGIN = '<!-- operations -->';
const END = '<!-- /operations -->';

/**
 * Makes the documents of the node's operations from its description and its output schemas.
 *
 * @returns each file's text, by its path from the project's folder; README.md only where it has a place
 *   for its table
 */
export async function documents(): Promise<Map<string, string>> {
	const pages = new Map([
		['docs/operations.md', indexPage()],
		...resources.map((resource): [string, string] => [
			`docs/operations/${resource.value}.md`,
			resourcePage(resource),
		]),
	]);
	const texts = new Map<string, string>();
	for (const [file, text] of pages) {
		texts.set(file, await formatted(`${NOTE}\n\n${text}`, 'markdown'));
	}
	const readme = withTable(await readFile(join(projectFolder, README), 'utf8'));
	if (readme !== undefined) texts.set(README, await formatted(readme, 'markdown'));
	return texts;
}

/** @returns `undefined` where there is no place for the table */
function withTable(text: string): string | undefined {
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END, begin);
	if (begin === -1 || end === -1) return undefined;
	return `${text.slice(0, begin + BEGIN.length)}\n\n${readmeTable()}\n\n${text.slice(end)}`;
}

async function write(): Promise<void> {
	const texts = await documents();
	for (const [file, text] of texts) {
		await mkdir(dirname(join(projectFolder, file)), { recursive: true });
		await writeFile(join(projectFolder, file), text);
		console.log(`Written: ${file}`);
	}
	if (texts.has(README)) return;
	console.log(`${README} has no table of operations: it lacks the lines ${BEGIN} and ${END}.`);
}

if (require.main === module) {
	write().catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	});
}
