import { blocks, formatted, tableOf } from '../../scripts/docs/markdown.cjs';
import { chapters } from './faults.cjs';
import type { Hosts } from './hosts.cjs';
import { operations, type Operation } from './operations.cjs';
import { wasRepeated, type Outcome } from './runs.cjs';
import { stable } from './stable.cjs';

/** What a user has left out or filled in wrong, and what was shown for it. */
export interface FieldOutcome {
	readonly title: string;
	readonly message: string;
	readonly description: string;
}

/** The library makes no difference that users need to know of. */
function nameOf({ title }: Operation): string {
	return title.replace(' (public)', '');
}

/** @returns the operations of the effect, each once */
function titlesOf(effect: Operation['effect']): string {
	const titles = operations.filter((operation) => operation.effect === effect).map(nameOf);
	return [...new Set(titles)].join(', ');
}

const together = operations
	.filter((operation) => operation.oneRequestForAll)
	.map(nameOf)
	.join(', ');

const HEAD = `# What failures look like

Made by \`npm run test:faults\`, which does all of this to every operation of the node. Each message says what happened; the text below it says what to do.

- **Sent again**: the node repeats the request by itself, after 1, 2, 4 and up to 32 seconds, as often as **Max Retries** in Options says (8 without it, which takes about two minutes). The message is what you see when that did not help.
- **Charged**: _No_ where Memories.ai has surely not taken what you sent. _Perhaps_ where nobody can know: then it is never sent again. Of an upload or scrape you find out in your Memories.ai library whether it is there; of a download or a question, in the credits of your account.
- What may be charged are uploads, scrapes, downloads, questions and added memories: ${titlesOf('charge')}.
- Changes cost nothing, and are not repeated once they may have been done: ${titlesOf('change')}.
- Reads bring nothing in and change nothing, so repeating them is safe: ${titlesOf('read')}.
- With **On Error: Continue**, the item carries \`error\` with \`message\`, \`description\` and \`code\`, goes to the error output where there is one, and the other items go on. ${together} send one request for many items, so there it concerns all of them.
- With **Retry On Fail**, and with **Retry** of a failed execution, what an earlier try has brought in is not sent again. What _perhaps_ arrived stays failed under Retry On Fail; Retry by hand sends it, for you have looked.
- Otherwise the workflow stops, red, and the text also lists what other items have already received.
- Your API key is in none of these texts.
`;

const FIELDS_HEAD = `## Your fields

Checked, for all items, before anything is sent, so nothing is charged.
`;

/** How a fault shows itself in one operation. */
interface Sight {
	readonly operation: Operation;
	readonly message: string;
	readonly description: string;
	readonly again: boolean;
	readonly charged: boolean;
}

/**
 * Markdown for users: what each failure looks like.
 *
 * @param outcomes of every cell
 */
export async function documentOf(
	outcomes: readonly Outcome[],
	fieldOutcomes: readonly FieldOutcome[],
	hosts: Hosts,
): Promise<string> {
	const failures = outcomes.filter(({ fault }) => fault.request !== 'done');
	const names = Object.keys(chapters) as Array<keyof typeof chapters>;
	const sections = names.map((name) => {
		const inChapter = failures.filter(({ fault }) => fault.chapter === name);
		const rows = rowsOf(inChapter, hosts);
		return `## ${chapters[name]}\n\n${tableOf(['What happens', 'What you see', 'Sent again', 'Charged'], rows)}`;
	});
	const fields = fieldOutcomes.map(({ title, message, description }) => [
		title,
		`**${escape(message)}**<br>${escape(description)}`,
	]);
	const text = blocks(
		HEAD,
		...sections,
		FIELDS_HEAD,
		tableOf(['What is wrong', 'What you see'], fields),
	);
	return await formatted(text, 'markdown');
}

/** Faults that look alike share their rows, and so do operations, as far as they agree. */
function rowsOf(outcomes: readonly Outcome[], hosts: Hosts): string[][] {
	const titles = new Map<string, string[]>();
	for (const [fault, ofFault] of groupBy(outcomes, (outcome) => outcome.fault)) {
		const sights = ofFault.map((outcome) => sightOf(outcome, hosts));
		for (const [, alike] of groupBy(sights, ({ message }) => message)) {
			const row = JSON.stringify(rowOf(alike, alike.length === sights.length));
			titles.set(row, [...(titles.get(row) ?? []), fault.title]);
		}
	}
	return [...titles].map(([row, faults]) => {
		const [where, ...cells] = JSON.parse(row) as Row;
		return [[...faults, ...(where ? [`_${where}_`] : [])].join('<br>'), ...cells];
	});
}

function sightOf({ operation, stopped }: Outcome, hosts: Hosts): Sight {
	const description = stopped.error?.description ?? '';
	return {
		operation,
		message: stable(stopped.error?.message ?? '', hosts),
		description: stable(description, hosts),
		again: wasRepeated(stopped),
		charged: /charged/.test(description),
	};
}

type Row = [where: string, seen: string, again: string, charged: string];

/**
 * @param alike sights of one fault that have the same message
 * @param all whether they are all that there are of the fault
 */
function rowOf(alike: readonly Sight[], all: boolean): Row {
	const texts = alike.map((sight) => ({ ...sight, words: sight.description.split(' ') }));
	const [{ message, words: first } = { message: '', words: [] }] = texts;
	const common = commonWords(texts.map(({ words }) => words));
	const endings = groupBy(texts, ({ words }) => words.slice(common).join(' '))
		.filter(([ending]) => ending !== '')
		.map(([ending, who]) => `_${inWords(who)}:_ ${escape(ending)}`);
	const again = alike.filter((sight) => sight.again);
	const uploads = alike.filter(({ operation }) => operation.effect === 'charge');
	const charged = uploads.some((sight) => sight.charged) ? 'Perhaps' : 'No';
	return [
		all ? '' : inWords(alike),
		[`**${escape(message)}**`, escape(first.slice(0, common).join(' ')), ...endings]
			.filter((line) => line !== '')
			.join('<br>'),
		again.length === 0 ? 'No' : again.length === alike.length ? 'Yes' : inWords(again),
		uploads.length === 0 ? '-' : charged,
	];
}

/** @returns how many words all texts begin with; a sentence is not cut, unless one text ends there */
function commonWords(texts: readonly string[][]): number {
	const [first = []] = texts;
	const differs = first.findIndex((word, at) => texts.some((text) => text[at] !== word));
	let common = differs === -1 ? first.length : differs;
	while (common > 0 && !texts.some(({ length }) => length === common)) {
		if (/[.)]$/.test(first[common - 1] ?? '')) break;
		common--;
	}
	return common;
}

/** In the order in which the keys come up. */
function groupBy<K, T>(list: readonly T[], keyOf: (entry: T) => K): Array<[K, T[]]> {
	const groups = new Map<K, T[]>();
	for (const entry of list) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
	return [...groups];
}

const EFFECTS: Readonly<Record<Operation['effect'], string>> = {
	charge: 'What may be charged',
	change: 'Changes',
	read: 'Reads',
};

/** What operations do, where all that do so are meant, else their names. */
function inWords(concerned: ReadonlyArray<{ operation: Operation }>): string {
	const effects = groupBy(concerned, ({ operation }) => operation.effect);
	const words = effects.flatMap(([effect, ofEffect]) => {
		const all = operations.filter((operation) => operation.effect === effect);
		if (ofEffect.length === all.length) return [EFFECTS[effect]];
		return ofEffect.map(({ operation }) => nameOf(operation));
	});
	return [...new Set(words)].join(', ');
}

function escape(text: string): string {
	return text.replaceAll('<', '&lt;').replace(/[_*]/g, '\\$&').replace(/\s+/g, ' ');
}
