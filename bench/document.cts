import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectFolder } from '../test/n8n/folders.cjs';
import { asDocument } from './markdown.cjs';
import { results } from './results.cjs';

const BEGIN = '<!-- bench: written by bench/document.cts from bench/results.json -->';
const END = '<!-- /bench -->';

/** Puts the figures of `results.json` between the two marks of docs/benchmark.md. */
async function main(): Promise<void> {
	const figures = results.parse(
		JSON.parse(await readFile(join(__dirname, 'results.json'), 'utf8')),
	);
	const file = join(projectFolder, 'docs/benchmark.md');
	const text = await readFile(file, 'utf8');
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END, begin);
	if (begin === -1 || end === -1) {
		throw new Error(
			`docs/benchmark.md needs the lines\n${BEGIN}\n${END}\nbetween which the figures go.`,
		);
	}
	const changed = `${text.slice(0, begin + BEGIN.length)}\n\n${asDocument(figures)}\n\n${text.slice(end)}`;
	const options = { ...(await resolveConfig(file)), filepath: file };
	await writeFile(file, await format(changed, options));
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
