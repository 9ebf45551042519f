import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder } from '../test/n8n/folders.cjs';
import { asComparison, asDocument } from './markdown.cjs';
import { results } from './results.cjs';

const BEGIN = '<!-- bench: written by bench/document.cts from bench/results.json -->';
const END = '<!-- /bench -->';

/** Puts figures between the two marks of a page. */
async function write(page: string, figures: string): Promise<void> {
	const file = join(projectFolder, page);
	const text = await readFile(file, 'utf8');
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END, begin);
	if (begin === -1 || end === -1) {
		throw new Error(`${page} needs the lines\n${BEGIN}\n${END}\nbetween which the figures go.`);
	}
	const changed = `${text.slice(0, begin + BEGIN.length)}\n\n${figures}\n\n${text.slice(end)}`;
	const options = { ...(await resolveConfig(file)), filepath: file };
	await writeFile(file, await format(changed, options));
}

/** Puts the figures of `results.json` into the pages that show them. */
async function main(): Promise<void> {
	const measured = results.parse(
		JSON.parse(await readFile(join(__dirname, 'results.json'), 'utf8')),
	);
	await write('docs/benchmark.md', asDocument(measured));
	await write('docs/from-http-request.md', asComparison(measured));
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
