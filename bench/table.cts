/** Figures for a person. */
export interface Table {
	title: string;
	head: string[];
	/** As many cells as the head has. */
	rows: string[][];
}

/** Stands where there is no figure. */
export const NONE = '-';

/** A table for the terminal. Columns of figures line up at their end. */
export function asText({ title, head, rows }: Table): string {
	const columns = head.map((name, column) => {
		const cells = rows.map((row) => row[column] ?? '');
		return {
			width: Math.max(...[name, ...cells].map(({ length }) => length)),
			figures: cells.every((cell) => /^[-\d]/.test(cell)),
		};
	});
	const line = (cells: string[]) =>
		columns
			.map(({ width, figures }, column) => {
				const cell = cells[column] ?? '';
				return figures ? cell.padStart(width) : cell.padEnd(width);
			})
			.join('   ')
			.trimEnd();
	const rule = columns.map(({ width }) => '-'.repeat(width));
	return [title, line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A table for a Markdown document. */
export function asMarkdown({ head, rows }: Omit<Table, 'title'>): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
