import type { Fault } from './faults.cjs';
import type { Hosts } from './hosts.cjs';
import type { Operation } from './operations.cjs';
import { ITEMS, MAX_RETRIES, type Outcome } from './runs.cjs';
import { stable } from './stable.cjs';

/** Operations that behave alike, as a rule. */
const GROUPS: ReadonlyArray<{
	title: string;
	columns: string[];
	has: (operation: Operation) => boolean;
}> = [
	{
		title: 'Uploads, scrapes, downloads and questions',
		columns: ['sent', 'taken', 'run', `of ${ITEMS}`, 'again'],
		has: ({ effect }) => effect === 'charge',
	},
	{
		title: 'Changes',
		columns: ['sent', 'taken', 'run', `of ${ITEMS}`, 'again'],
		has: ({ effect }) => effect === 'change',
	},
	{
		title: 'Reads',
		columns: ['sent', 'run', `of ${ITEMS}`, 'again'],
		has: ({ effect, oneRequestForAll }) => effect === 'read' && !oneRequestForAll,
	},
	{
		title: 'Wait Until Indexed',
		columns: ['sent', 'run', `of ${ITEMS}`, 'again'],
		has: ({ effect, oneRequestForAll }) => effect === 'read' && oneRequestForAll === true,
	},
];

const LEGEND = `
sent    requests for one item that reached the server, all of them struck, with Max Retries ${MAX_RETRIES}
taken   how many of them the server took in: more than one would be charged or changed twice
run     red: stopped with an error; green: went on
of ${ITEMS}    items put out + error items, when one request for ${ITEMS} items is struck and not repeated
again   requests until all ${ITEMS} items come out, when ${MAX_RETRIES} are struck, with Max Retries ${MAX_RETRIES}
`;

/** @returns the values, each once, and who has it where not all agree */
function agreed(values: ReadonlyArray<readonly [who: string, value: string]>): string {
	const distinct = [...new Set(values.map(([, value]) => value))];
	if (distinct.length === 1) return distinct[0] ?? '';
	return distinct
		.map((value) => {
			const who = values.filter((one) => one[1] === value).map(([name]) => name);
			return `${value} (${who.join(', ')})`;
		})
		.join('; ');
}

function summary({ operation, stopped, continued, passed }: Outcome): string {
	const taken = operation.effect !== 'read' ? [Math.max(...stopped.taken)] : [];
	const run = stopped.result.status === 'success' ? 'green' : 'red';
	const ofItems = `${continued.succeeded.length}+${continued.failed.length}`;
	const again = passed ? String(passed.requests) : '-';
	return [stopped.requests, ...taken, run, ofItems, again]
		.map((value) => String(value).padEnd(5))
		.join(' ');
}

/** One line per fault, with what its operations agree on, and then what they differ in. */
export function tableOf(outcomes: readonly Outcome[], hosts: Hosts): string {
	const faults = [...new Set(outcomes.map(({ fault }) => fault))];
	const groups = GROUPS.filter(({ has }) => outcomes.some(({ operation }) => has(operation)));
	const lines = faults.map((fault) => [
		fault.title,
		...groups.map(({ has }) =>
			agreed(
				ofFault(outcomes, fault)
					.filter(({ operation }) => has(operation))
					.map((outcome) => [outcome.operation.title, summary(outcome)]),
			),
		),
		[
			...new Set(
				ofFault(outcomes, fault).map(({ stopped }) => stable(stopped.error?.message ?? '', hosts)),
			),
		].join(' / '),
	]);
	const rows = [
		['', ...groups.map(({ title }) => title), ''],
		[
			'Fault',
			...groups.map(({ columns }) => columns.map((title) => title.padEnd(5)).join(' ')),
			'Message',
		],
		...lines,
	];
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	const text = rows.map((row) =>
		row
			.map((value, column) => value.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	return ['', ...text, LEGEND, totalsOf(outcomes), ''].join('\n');
}

function ofFault(outcomes: readonly Outcome[], fault: Fault): Outcome[] {
	return outcomes.filter((outcome) => outcome.fault === fault);
}

function totalsOf(outcomes: readonly Outcome[]): string {
	const goOn = outcomes.flatMap(({ continued, passed }) =>
		passed ? [continued, passed] : [continued],
	);
	const runs = [...outcomes.map(({ stopped }) => stopped), ...goOn];
	const lost = goOn.reduce(
		(sum, { settings, succeeded, failed }) =>
			sum + settings.items - succeeded.length - failed.length,
		0,
	);
	const doubled = outcomes
		.filter(({ operation }) => operation.effect !== 'read')
		.flatMap(({ stopped, continued, passed }) => [stopped, continued, ...(passed ? [passed] : [])])
		.flatMap(({ taken }) => taken)
		.filter((times) => times > 1).length;
	const green = outcomes.filter(
		({ fault, stopped }) => fault.request !== 'done' && stopped.result.status === 'success',
	).length;
	return `${outcomes.length} cells, ${runs.length} runs: ${lost} items lost, ${doubled} doubled, ${green} failures green`;
}
