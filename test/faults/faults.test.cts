import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../nodes/MemoriesAi/actions';
import { runNode } from '../engine/harness.cjs';
import { useSimulatedTime, type PassingTime } from '../engine/simulatedTime.cjs';
import { check } from './checks.cjs';
import { movingConnections } from './connections.cjs';
import { documentOf, type FieldOutcome } from './document.cjs';
import { faultIn, faults } from './faults.cjs';
import { fieldFaults } from './fields.cjs';
import { startHosts, type Hosts } from './hosts.cjs';
import { operations } from './operations.cjs';
import { outcomeOf, type Cell, type Outcome } from './runs.cjs';
import { tableOf } from './table.cjs';

const DOCUMENT = join(__dirname, '../../docs/failures.md');

let hosts: Hosts;
const outcomes = new Map<Cell, Outcome>();
const fieldOutcomes: FieldOutcome[] = [];

beforeAll(async () => {
	hosts = await startHosts();
});
afterAll(async () => {
	await hosts.close();
	process.stdout.write(tableOf(inOrder(), hosts));
});

const cells = faults.flatMap((fault) =>
	operations
		.filter(({ reply }) => !(fault.sparesFiles && reply === 'file'))
		.map((operation): Cell => ({ fault: faultIn(fault, operation), operation })),
);

/** The outcomes so far, in the order of the table. */
function inOrder(): Outcome[] {
	return cells.flatMap((cell) => outcomes.get(cell) ?? []);
}

function testCells(which: (cell: Cell) => boolean, time: PassingTime): void {
	it.each(
		cells
			.filter(which)
			.map((cell): [string, string, Cell] => [cell.fault.title, cell.operation.title, cell]),
	)('%s: %s', async (_fault, _operation, cell) => {
		const outcome = await outcomeOf(cell, hosts, time);
		outcomes.set(cell, outcome);
		check(outcome, hosts);
	});
}

it('every operation of the node is in the table', () => {
	const nameOf = (resource: unknown, operation: unknown) =>
		`${String(resource)} ${String(operation)}`;
	const tested = operations.map(({ parameters }) =>
		nameOf(parameters.resource, parameters.operation),
	);
	const existing = resources.flatMap(({ value, operations: its }) =>
		its.map((operation) => nameOf(value, operation.value)),
	);

	expect([...new Set(tested)].sort()).toEqual(existing.sort());
});

describe('every fault in every operation', () => {
	const time = useSimulatedTime(movingConnections());
	testCells(({ fault }) => !fault.inRealTime, time);
});

describe('in real time, every fault in every operation', () => {
	testCells(({ fault }) => fault.inRealTime === true, { pass: async (run) => await run });
});

describe('a field that is not filled in right', () => {
	it.each(fieldFaults.map((fault): [string, typeof fault] => [fault.title, fault]))(
		'%s',
		async (title, { parameters, item, credential, names }) => {
			const { api } = hosts;
			api.reset();
			const result = await runNode({
				parameters,
				items: item && [await item()],
				credentials: {
					memoriesAiApi: { apiKey: api.key, apiVersion: 'v1', baseUrl: api.url, ...credential },
				},
			});
			const { message = '', description } = result.error ?? {};
			fieldOutcomes.push({ title, message, description: description ?? '' });

			expect(result.status).toBe('error');
			expect(result.error?.name).toBe('NodeOperationError');
			expect(message).toMatch(names);
			expect(description).toMatch(/./);
			expect(api.requests).toEqual([]);
		},
	);
});

it('docs/failures.md shows what happens (FAILURES=write brings it up to date)', async () => {
	expect(outcomes.size).toBe(cells.length);
	expect(fieldOutcomes).toHaveLength(fieldFaults.length);
	const text = await documentOf(inOrder(), fieldOutcomes, hosts);
	if (process.env.FAILURES === 'write') writeFileSync(DOCUMENT, text);
	expect(readFileSync(DOCUMENT, 'utf8')).toBe(text);
});
