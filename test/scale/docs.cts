import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describeMachine } from '../../bench/machine.cjs';
import { asMarkdown } from '../../bench/table.cjs';
import { formatSize } from '../../bench/units.cjs';
import { projectFolder } from '../n8n/folders.cjs';
import type { N8nInstall } from '../n8n/install.cjs';
import { type Results, results } from './results.cjs';
import { rows as allRows } from './rows.cjs';
import { figuresTable, memoryTable, verdictsTable } from './tables.cjs';

const RESULTS = join(__dirname, 'results.json');
const DOCUMENT = join(projectFolder, 'docs', 'scaling.md');

/** Keeps what was measured at full size beside what was measured before, and puts all of it into the document. */
export async function publish(
	measured: Partial<Pick<Results, 'rows' | 'memory'>>,
	install: N8nInstall,
): Promise<void> {
	const before = results.parse(JSON.parse(await readFile(RESULTS, 'utf8')));
	const machine = await describeMachine(install);
	const own = new Map([...before.rows, ...(measured.rows ?? [])].map((row) => [row.id, row]));
	const rows = allRows.flatMap(({ id }) => own.get(id) ?? []);
	const all = results.parse({ ...before, ...machine, ...measured, rows });
	await writeFormatted(RESULTS, JSON.stringify(all));
	await writeDocument(all);
}

async function writeDocument({ rows, memory, machine, versions, date }: Results): Promise<void> {
	const parts = {
		rows: `${asMarkdown(verdictsTable(rows))}\n\n${asMarkdown(figuresTable(rows))}`,
		memory: memory.length > 0 ? asMarkdown(memoryTable(memory)) : 'Not measured yet.',
		machine: `Measured on ${date} on ${machine.cores} cores (${machine.cpu}, ${formatSize(machine.memoryBytes)} of memory, ${machine.system}) that ran n8n ${versions.n8n} with all of its processes, PostgreSQL, Redis and the stand-in for the API.`,
	};
	let text = await readFile(DOCUMENT, 'utf8');
	for (const [name, part] of Object.entries(parts)) {
		const begin = `<!-- scale ${name}: written by npm run test:scale -->`;
		const end = `<!-- /scale ${name} -->`;
		const from = text.indexOf(begin);
		const to = text.indexOf(end, from);
		if (from === -1 || to === -1) {
			throw new Error(`${DOCUMENT} needs the lines\n${begin}\n${end}\nbetween which figures go.`);
		}
		text = `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
	}
	await writeFormatted(DOCUMENT, text);
}

async function writeFormatted(file: string, text: string): Promise<void> {
	await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
