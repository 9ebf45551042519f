import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asText } from '../../bench/table.cjs';
import { explainFailure, runAsCommand } from '../../scripts/command-line.cjs';
import type { N8nLine } from '../n8n/folders.cjs';
import { ensureN8n } from '../n8n/install.cjs';
import { bringPlace } from './bring-place.cjs';
import { publish } from './docs.cjs';
import { measureMemory } from './memory.cjs';
import type { RowResult } from './results.cjs';
import { type Form, isRight, type Row } from './row.cjs';
import { rows } from './rows.cjs';
import { figuresTable, memoryTable, verdictsTable } from './tables.cjs';

const HELP = `Tries this package in an n8n of many processes: queue mode on PostgreSQL and Redis.

Usage: npm run test:scale [-- flags]

  --n8n 1|2       the line of n8n; 2 where left out
  --small         small numbers, in about three minutes
  --only <ids>    some of ${rows.map(({ id }) => id).join(', ')}, with commas between them
  --memory        measure a worker's memory instead; says nothing about right or wrong
  --outputFile <file>  write how many rows have passed and failed there, as jest does
  --help          show this

At full size it takes half an hour; in n8n 2 its figures then go into docs/scaling.md.
Exit code 0 when nothing was lost and nothing doubled.
`;

const since = Date.now();

function tell(line: string): void {
	process.stdout.write(`[${Math.round((Date.now() - since) / 1000)} s] ${line}\n`);
}

function readFlags() {
	const { values } = parseArgs({
		options: {
			small: { type: 'boolean', default: false },
			only: { type: 'string' },
			outputFile: { type: 'string' },
			memory: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const ids = values.only?.split(',').map((id) => id.trim());
	const unknown = ids?.find((id) => !rows.some((row) => row.id === id));
	if (unknown !== undefined) throw new Error(`--only does not know "${unknown}"`);
	const form: Form = values.small ? 'small' : 'full';
	return { ...values, form, wanted: rows.filter(({ id }) => ids?.includes(id) ?? true) };
}

const NOT_ENDED = { taken: 0, lost: 0, doubled: 0, seconds: 0, holds: false };

async function tryRow(row: Row, run: () => ReturnType<Row['run']>): Promise<RowResult> {
	const { id, title } = row;
	try {
		const outcome = await run();
		return { id, title, ...outcome, holds: isRight(outcome) };
	} catch (error) {
		tell(`It did not come to its end: ${explainFailure(error)}`);
		return { id, title, ...NOT_ENDED, figures: 'did not come to its end' };
	}
}

/** @param keep is given each result as soon as it is there */
async function tryAll(
	wanted: Row[],
	form: Form,
	line: N8nLine,
	keep: (result: RowResult) => Promise<void>,
): Promise<RowResult[]> {
	const tried: RowResult[] = [];
	const alike = wanted.filter(({ settings }) => !settings);
	const others = wanted.filter(({ settings }) => settings);
	for (const group of [alike, ...others.map((row) => [row])]) {
		const [first] = group;
		if (!first) continue;
		const place = await bringPlace(line, {}, first.settings);
		try {
			for (const row of group) {
				const count = row.counts[form];
				tell(`${row.title}: ${count}`);
				const result = await tryRow(row, async () => await row.run(place, count));
				tell(result.figures);
				await keep(result);
				tried.push(result);
			}
		} finally {
			await place.stop();
		}
	}
	return tried;
}

async function tryQueueMode(flags: ReturnType<typeof readFlags>): Promise<number> {
	const { form, wanted } = flags;
	const line = process.env.N8N_LINE === '1' ? '1' : '2';
	const install = await ensureN8n(line);
	if (flags.memory) {
		const memory = await measureMemory(line, tell);
		process.stdout.write(`\n${asText(memoryTable(memory))}\n`);
		if (line === '2') await publish({ memory }, install);
		return 0;
	}
	const tried = await tryAll(wanted, form, line, async (result) => {
		if (line === '2' && form === 'full') await publish({ rows: [result] }, install);
	});
	for (const table of [figuresTable(tried), verdictsTable(tried)]) {
		process.stdout.write(`\n${asText(table)}\n`);
	}
	const right = tried.filter(({ holds }) => holds).length;
	const counts = { numPassedTests: right, numFailedTests: tried.length - right };
	if (flags.outputFile !== undefined) {
		const report = { ...counts, numRuntimeErrorTestSuites: 0 };
		await writeFile(flags.outputFile, JSON.stringify(report));
	}
	process.stdout.write(`\n${right} passed, ${tried.length - right} failed\n`);
	return right === tried.length ? 0 : 1;
}

runAsCommand({ help: HELP, readFlags, run: tryQueueMode });
