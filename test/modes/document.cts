import type { Operation } from '../faults/operations.cjs';
import type { Cell } from './cells.cjs';
import { modesOfWholeN8n, type Mode } from './modes.cjs';

const HEAD = `# In every way in which n8n runs a node

Made by \`npm run test:modes\`, which runs every operation of the node in every mode below, on n8n's own engine. In each of them nothing is lost, nothing is sent twice, nothing that failed is green, and every item that comes out is linked to the one that it came from.
`;

const WHOLE = `## In a whole n8n

These take an n8n with its database and editor; \`npm run test:e2e\` tries them: the first four in n8n 2 and n8n 1, the others in n8n 2.
`;

const PROMISES: Readonly<Record<keyof typeof modesOfWholeN8n, string>> = {
	'Retry of a failed execution':
		'What an earlier try has brought in is not sent again, and comes out as before; what perhaps arrived is sent, because its message asks you to look first',
	'Sub-workflow': 'As in production',
	'Pinned data': 'Nothing is sent: the pinned items come out',
	'Tool of an AI Agent':
		'Sent once; the agent reads what came of it and goes on. An agent has no files to hand on, and is told what to do instead',
	'Binary data in the database': 'As in production',
	'Queue mode':
		'As in production: on workers, with a Retry, a sleep that a callback ends, and the trigger',
};

/** Markdown for users: what each operation does in each mode. */
export function documentOf(cells: readonly Cell[]): string {
	const modes = [...new Set(cells.map(({ mode }) => mode))];
	const engine = modes.map((mode) => {
		const inMode = cells.filter((cell) => cell.mode === mode);
		return [mode.title, mode.promise, outcomes(inMode), String(inMode.length)];
	});
	const whole = Object.entries(PROMISES);
	const sections = [
		HEAD,
		tableOf(['Mode', 'What you can rely on', 'What came out', 'Operations'], engine),
		WHOLE,
		tableOf(['Mode', 'What you can rely on'], whole),
		total(cells, modes),
	];
	return sections.join('\n');
}

/** What came out, and of which operations where they differ. */
function outcomes(cells: readonly Cell[]): string {
	const groups = new Map<string, Operation[]>();
	for (const cell of cells) {
		const outcome = outcomeOf(cell);
		groups.set(outcome, [...(groups.get(outcome) ?? []), cell.operation]);
	}
	const [only] = groups.keys();
	if (groups.size === 1 && only !== undefined) return only;
	return [...groups]
		.sort(([, a], [, b]) => b.length - a.length)
		.map(([outcome, operations], index) =>
			index === 0 ? outcome : `_${operations.map(({ title }) => title).join(', ')}:_ ${outcome}`,
		)
		.join('<br>');
}

function outcomeOf({ result, items, succeeded, failed }: Cell): string {
	if (result.status === 'error') return 'red';
	const errors = failed.length === 0 ? '' : `, ${failed.length} with an error`;
	return `${succeeded.length} of ${items}${errors}`;
}

function total(cells: readonly Cell[], modes: readonly Mode[]): string {
	const doubled = cells
		.filter(({ operation }) => operation.effect !== 'read')
		.flatMap(({ taken }) => taken)
		.filter((times) => times > 1).length;
	return `${modes.length} modes, ${cells.length} runs: ${doubled} sent twice.\n`;
}

/** Aligned as Prettier does it. */
function tableOf(head: string[], rows: readonly string[][]): string {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
	return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}
