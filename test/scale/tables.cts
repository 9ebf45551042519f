import type { Sender } from '../../bench/results.cjs';
import { NONE, type Table } from '../../bench/table.cjs';
import { formatSeconds, formatSize } from '../../bench/units.cjs';
import type { MemoryResult, RowResult } from './results.cjs';

/** What is the same in each run. */
export function verdictsTable(rows: RowResult[]): Table {
	return {
		title: 'What has to hold',
		head: ['What was tried', 'Count', 'Lost', 'Doubled', 'Holds'],
		rows: rows.map(({ title, taken, lost, doubled, holds }) => [
			title,
			...[taken, lost, doubled].map(String),
			holds ? 'yes' : 'NO',
		]),
	};
}

/** What differs from one run to the next. */
export function figuresTable(rows: RowResult[]): Table {
	return {
		title: 'How it went',
		head: ['What was tried', 'Time', 'Figures'],
		rows: rows.map(({ title, seconds, figures }) => [title, formatSeconds(seconds), figures]),
	};
}

/** One line per mode and size, one column per node. */
export function memoryTable(memory: MemoryResult[]): Table {
	const senders: Sender[] = ['Memories.ai node', 'HTTP Request node'];
	const lines = new Map(memory.map(({ mode, bytes }) => [`${mode} ${bytes}`, { mode, bytes }]));
	const cell = (line: { mode: string; bytes: number }, sender: Sender) => {
		const own = memory.find(
			(one) => one.mode === line.mode && one.bytes === line.bytes && one.sender === sender,
		);
		return own?.failure ?? (own?.growth === undefined ? NONE : formatSize(own.growth));
	};
	return {
		title: 'Growth of a worker',
		head: ['Binary data mode', 'One file of', ...senders],
		rows: [...lines.values()].map((line) => [
			line.mode,
			formatSize(line.bytes),
			...senders.map((sender) => cell(line, sender)),
		]),
	};
}
