import { readFile } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { chain, readFiles, START, start } from '../test/e2e/build-workflow.cjs';
import { peakMemory, resetPeakMemory } from '../test/n8n/memory.cjs';
import type { Execution } from '../test/n8n/rest.cjs';
import { until } from '../test/n8n/until.cjs';
import type { StoredWorkflow, WorkflowNode } from '../test/n8n/workflows.cjs';
import type { SettingsInput } from '../test/sandbox/settings.cjs';
import { UPLOAD } from './senders.cjs';
import { type FreshN8n, type Stage, WARM_UP } from './stage.cjs';
import type { Arrived } from './stand-in.cjs';

/** One run of a node that uploads, in an n8n process of its own. */
export interface Measured {
	/** Of the node alone; undefined where it did not come to its end. */
	seconds?: number;
	/** The same of each repeat. */
	again: number[];
	/** Bytes by which n8n's peak resident memory grew at first; undefined where the system does not tell. */
	memoryGrowth?: number;
	/** What ended the execution, or turned its first item red. */
	failure?: string;
	/** What the node handed on as done, and as failed. */
	green: Array<Record<string, unknown>>;
	red: Array<Record<string, unknown>>;
	arrived: Arrived;
}

/** What to measure. */
export interface Measurement {
	sender: WorkflowNode;
	/** Files of the files folder. */
	pattern: string;
	/** How the stand-in API behaves meanwhile. */
	settings: SettingsInput;
	/** How often it is done once more in the same process, for the time alone; 0 where left out. */
	repeats?: number;
	/** More than it should take; 15 minutes where left out. */
	deadlineMs?: number;
}

/** More than anything here should take; n8n itself sets no limit. */
const DEADLINE_MS = 15 * 60_000;
/** Rarely, because answering costs n8n time and memory. */
const LOOK_EVERY_MS = 500;
const END_OF_PROCESS_MS = 30_000;

/** Runs a workflow to its end; `gone` when n8n has ended under it. */
async function runToEnd(
	{ client, process: n8n }: FreshN8n,
	workflow: StoredWorkflow,
	deadlineMs = DEADLINE_MS,
): Promise<Execution | 'gone'> {
	const id = await client.run(workflow, START);
	try {
		return await client.waitForExecution(id, deadlineMs, LOOK_EVERY_MS);
	} catch (error) {
		// fetch reports every lost connection as a TypeError.
		if (!(isNativeError(error) && error.name === 'TypeError')) throw error;
		if (await until(() => n8n.ended(), END_OF_PROCESS_MS)) return 'gone';
		throw error;
	}
}

async function whyGone({ process: { logFile } }: FreshN8n): Promise<string> {
	const outOfMemory = /heap out of memory/.test(await readFile(logFile, 'utf8'));
	return outOfMemory ? 'n8n ran out of memory' : 'n8n ended';
}

const messageOf = ({ error }: Record<string, unknown>): string => {
	if (typeof error === 'object' && error && 'message' in error) return String(error.message);
	return String(error);
};

async function describeEnd(n8n: FreshN8n, execution: Execution | 'gone') {
	if (execution === 'gone') return { failure: await whyGone(n8n), green: [], red: [] };
	const { run, status } = execution;
	const [green, red] = [0, 1].map((output) => run.output(UPLOAD, output).map(({ json }) => json));
	if (status !== 'success' || !green || !red) {
		return { failure: run.error?.message ?? status, green: [], red: [] };
	}
	const milliseconds = run.executionTime(UPLOAD);
	if (milliseconds === undefined) throw new Error(`${UPLOAD} did not run`);
	return { seconds: milliseconds / 1000, failure: red[0] && messageOf(red[0]), green, red };
}

/**
 * Uploads files with a node in an n8n process that has done nothing before but upload one small file
 * with that node: what n8n loads with the first execution of its life is nobody's upload's.
 */
export async function measure(
	{ standIn, filesFolder, freshN8n }: Stage,
	{ sender, pattern, settings, repeats = 0, deadlineMs }: Measurement,
): Promise<Measured> {
	const n8n = await freshN8n();
	try {
		const workflowFor = async (files: string) =>
			await n8n.client.createWorkflow(
				chain(`Upload ${files}`, start(), readFiles(files, filesFolder), sender),
			);
		await standIn.restart({ ...settings, requestsPerSecond: 0 });
		const warmUp = await runToEnd(n8n, await workflowFor(WARM_UP));
		const { failure } = await describeEnd(n8n, warmUp);
		if (failure !== undefined) throw new Error(`A small file was not uploaded: ${failure}`);

		const workflow = await workflowFor(pattern);
		await standIn.restart(settings);
		const { pid } = n8n.process;
		resetPeakMemory(pid);
		const before = peakMemory(pid);
		const execution = await runToEnd(n8n, workflow, deadlineMs);
		const after = execution === 'gone' ? undefined : peakMemory(pid);
		const first = await describeEnd(n8n, execution);
		let end = first;
		const again: number[] = [];
		while (again.length < repeats && end.failure === undefined) {
			end = await describeEnd(n8n, await runToEnd(n8n, workflow));
			if (end.seconds !== undefined) again.push(end.seconds);
		}
		return {
			...first,
			failure: end.failure,
			again,
			memoryGrowth: before === undefined || after === undefined ? undefined : after - before,
			arrived: await standIn.arrived(),
		};
	} finally {
		await n8n.stop();
	}
}
