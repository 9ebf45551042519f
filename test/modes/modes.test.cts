import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../../nodes/MemoriesAi/actions';
import { operations, type Operation } from '../faults/operations.cjs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { runCell, type Cell } from './cells.cjs';
import { documentOf } from './document.cjs';
import { concerns, modes, modesOfWholeN8n, type Mode } from './modes.cjs';

const root = join(__dirname, '..', '..');
const DOCUMENT = join(root, 'docs/modes.md');

let api: Sandbox;
const cells: Cell[] = [];

beforeAll(async () => {
	// Without timers: what is uploaded is indexed, and what is scraped is there, at once.
	api = await startSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
});
afterAll(async () => {
	await api.close();
	process.stdout.write(documentOf(cells));
});

interface Expected {
	readonly status: 'success' | 'error';
	readonly succeeded: number[];
	readonly failed: number[];
}

/** What has to come out, whatever the operation. */
function expectedOf(mode: Mode, { oneRequestForAll }: Operation): Expected {
	const all = Array.from({ length: mode.items ?? 3 }, (_, item) => item);
	const struck = oneRequestForAll ? all : [1];
	const others = all.filter((item) => !struck.includes(item));
	if (!mode.refusesOne) {
		const succeeded = mode.executeOnce ? [0] : mode.loop ? all.map(() => 0) : all;
		return { status: 'success', succeeded, failed: [] };
	}
	// n8n tries again after a failure, and where the first item that comes out carries an error.
	const triesAgain = mode.maxTries !== undefined && (!mode.onError || struck.includes(0));
	if (triesAgain) return { status: 'success', succeeded: all, failed: [] };
	if (!mode.onError) return { status: 'error', succeeded: [], failed: [] };
	return { status: 'success', succeeded: others, failed: struck };
}

function check({ mode, operation, result, succeeded, failed, taken, requests }: Cell): void {
	const expected = expectedOf(mode, operation);
	expect(result.status).toBe(expected.status);
	expect(succeeded).toEqual(expected.succeeded);
	expect(failed).toEqual(expected.failed);
	if (mode.items === 0) expect(requests).toBe(0);
	if (operation.effect === 'read') return;
	// Nothing doubled; and what came out was done.
	expect(Math.max(0, ...taken)).toBeLessThanOrEqual(1);
	const done = mode.loop ? taken.map((_, item) => item) : succeeded;
	for (const item of done) expect(taken[Number(item)]).toBe(1);
	if (mode.executeOnce) expect(taken).toEqual([1, 0, 0]);
}

const table = modes.flatMap((mode) =>
	operations
		.filter((operation) => concerns(mode, operation))
		.map((operation): [string, string, Mode, Operation] => [
			mode.title,
			operation.title,
			mode,
			operation,
		]),
);

it('every operation of the node is in the table', () => {
	const tested = operations.map(
		({ parameters }) => `${parameters.resource} ${parameters.operation}`,
	);
	const existing = resources.flatMap(({ value, operations: its }) =>
		its.map((operation) => `${value} ${operation.value}`),
	);
	expect([...new Set(tested)].sort()).toEqual(existing.sort());
});

it.each(table)('%s: %s', async (_mode, _operation, mode, operation) => {
	const cell = await runCell(mode, operation, api);
	cells.push(cell);
	check(cell);
});

it('modes that take a whole n8n are tested there, with every operation', () => {
	for (const [title, file] of Object.entries(modesOfWholeN8n)) {
		const text = readFileSync(join(root, file), 'utf8');
		expect(text).toContain(title);
		expect(text).toContain('each(eachOperation');
	}
});

it('docs/modes.md shows what happens (MODES=write brings it up to date)', () => {
	expect(cells).toHaveLength(table.length);
	const text = documentOf(cells);
	if (process.env.MODES === 'write') writeFileSync(DOCUMENT, text);
	expect(readFileSync(DOCUMENT, 'utf8')).toBe(text);
});
