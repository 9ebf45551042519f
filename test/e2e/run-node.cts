import type { Execution } from '../n8n/rest.cjs';
import { chain, memoriesAi, readFiles, START, start } from './build-workflow.cjs';
import { world } from './world.cjs';

/** Name of the node under test in the workflow. */
export const NODE = 'Memories.ai';

/** How one run of the node went. */
export interface NodeRun {
	execution: Execution;
	/** What the node handed on. */
	items: Array<Record<string, unknown>>;
}

/**
 * Runs the node in a workflow of its own, after a node that reads files where a pattern is given.
 *
 * @param pattern files of n8n's folder, one item each
 * @returns the id of the execution, which has begun
 */
export async function beginNode(
	parameters: Record<string, unknown>,
	pattern?: string,
): Promise<string> {
	const { client } = world();
	const before = pattern === undefined ? [start()] : [start(), readFiles(pattern)];
	const workflow = chain('One node', ...before, memoriesAi(NODE, parameters));
	return await client.run(await client.createWorkflow(workflow), START);
}

/** Waits until an execution of `beginNode` has ended. */
export async function endOf(id: string): Promise<NodeRun> {
	const execution = await world().client.waitForExecution(id);
	return { execution, items: execution.run.output(NODE).map(({ json }) => json) };
}

/** Runs the node to its end. */
export async function runNode(
	parameters: Record<string, unknown>,
	pattern?: string,
): Promise<NodeRun> {
	return await endOf(await beginNode(parameters, pattern));
}
