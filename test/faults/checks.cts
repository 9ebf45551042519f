import { inspect } from 'node:util';
import type { Fault } from './faults.cjs';
import type { Hosts } from './hosts.cjs';
import { nameOf } from './operations.cjs';
import { isRepeated, wasRepeated, type Cell, type Outcome, type Run } from './runs.cjs';

/** Words of which advice has at least one. */
const ADVICE =
	/\b(add|ask|check|choose|compare|enter|open|raise|remove|run|set|try|update|use|wait)\b/i;

const MAY_BE_CHARGED = /may[^]*charged[^]*(library|credits)/;
const NOTHING_WAS_SENT = /Nothing was sent/;

/** Where there was an answer, its code or status is shown, and handed on as `code`. */
const ANSWERED: ReadonlySet<Fault['chapter']> = new Set(['slowDown', 'refused', 'unreadable']);

function mayBeCharged({ fault, operation }: Cell): boolean {
	return operation.effect === 'charge' && fault.request === 'unknown';
}

/** What holds whatever happens. */
function checkAlways({ operation }: Cell, run: Run, { api }: Hosts): void {
	expect(run.strayRequests).toBe(0);
	if (operation.effect !== 'read') expect(Math.max(...run.taken)).toBeLessThanOrEqual(1);
	// Both the saved form and everything that hangs on the objects without being saved.
	expect(JSON.stringify(run.result.run)).not.toContain(api.key);
	expect(inspect(run.result.run, { depth: Infinity, showHidden: true })).not.toContain(api.key);
}

function checkText(cell: Cell, text: string): void {
	const { fault } = cell;
	expect(text).toMatch(fault.says);
	expect(text).toMatch(ADVICE);
	expect(MAY_BE_CHARGED.test(text)).toBe(mayBeCharged(cell));
	expect(NOTHING_WAS_SENT.test(text)).toBe(fault.request === 'not sent');
}

/** @throws the assertion that does not hold */
export function check(outcome: Outcome, hosts: Hosts): void {
	const { stopped, continued, passed } = outcome;
	for (const run of [stopped, continued, passed]) if (run) checkAlways(outcome, run, hosts);
	checkStopped(outcome, stopped);
	checkContinued(outcome, continued, stopped.error?.message);
	if (passed) checkPassed(outcome, passed);
}

/** One item, every request struck, errors stop the workflow. */
function checkStopped(cell: Cell, run: Run): void {
	const { fault } = cell;
	const { maxRetries } = run.settings;

	if (fault.request === 'done') {
		expect(run.result.status).toBe('success');
		expect(run.succeeded).toEqual([0]);
		expect(run.requests).toBe(1);
		return;
	}
	const repeats = isRepeated(cell) ? maxRetries : 0;
	expect(wasRepeated(run)).toBe(repeats > 0);
	if (fault.request === 'not sent') expect(run.lostRequests).toBe(1 + repeats);
	expect(run.requests).toBe(fault.request === 'not sent' ? 0 : 1 + repeats);
	// 1 s before the first repeat, 2 s before the second, and so on.
	expect(run.took).toBeGreaterThanOrEqual(Math.max(2 ** repeats - 1, repeats * (fault.waits ?? 0)));
	expect(run.result.status).toBe('error');
	expect(run.error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
	expect([...run.succeeded, ...run.failed]).toEqual([]);
	checkText(cell, `${run.error?.message ?? ''}\n${run.error?.description ?? ''}`);
}

/** Three items, one request struck and not repeated, errors go to the error output. */
function checkContinued(cell: Cell, run: Run, message: string | undefined): void {
	const { fault, operation } = cell;

	const all = Array.from({ length: run.settings.items }, (_, item) => item);
	const requests = operation.oneRequestForAll ? 1 : all.length;
	expect(run.requests).toBe(fault.request === 'not sent' ? 0 : requests);
	const strikesAll = operation.oneRequestForAll ?? fault.request === 'not sent';
	const struck = fault.request === 'done' ? 0 : strikesAll ? all.length : 1;
	expect(run.result.status).toBe('success');
	const items = run.failed.map(({ item }) => item);
	expect([...new Set(items)]).toHaveLength(struck);
	expect(run.failed).toHaveLength(struck);
	expect(run.succeeded).toEqual(all.filter((item) => !items.includes(item)));
	for (const failed of run.failed) {
		expect(failed.name).toBe(nameOf(Number(failed.item)));
		expect(failed.message).toBe(message);
		if (ANSWERED.has(fault.chapter)) expect(failed.message).toContain(failed.code);
		checkText(cell, `${failed.message}\n${failed.description ?? ''}`);
	}
	if (operation.effect !== 'read') {
		for (const item of run.succeeded) expect(run.taken[Number(item)]).toBe(1);
	}
}

/** Three items, as many requests struck as may be repeated: it is as if nothing had been. */
function checkPassed(cell: Cell, run: Run): void {
	const { operation } = cell;
	const { items, maxRetries } = run.settings;

	const requests = operation.oneRequestForAll ? 1 : items;
	expect(run.requests).toBe(requests + maxRetries);
	expect(run.result.status).toBe('success');
	expect(run.failed).toEqual([]);
	expect(run.succeeded).toEqual(Array.from({ length: items }, (_, item) => item));
	if (operation.effect !== 'read') expect(run.taken).toEqual(run.succeeded.map(() => 1));
}
