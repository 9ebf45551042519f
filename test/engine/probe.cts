import { startWorkflow, type RunningWorkflow, type WorkflowResult } from './harness.cjs';
import type { BinaryMode } from './binary.cjs';
import type { CredentialData } from './credentials.cjs';
import { probeParameters, probeType, type ProbeCall } from './probe-node.cjs';

const probeName = 'Probe';

export interface ProbeOptions {
	credentials: CredentialData;
	binaryMode?: BinaryMode;
}

/** Starts a workflow whose only node makes one call. */
export async function startProbe(call: ProbeCall, options: ProbeOptions): Promise<RunningWorkflow> {
	const node = { typeVersion: 1, position: [0, 0] as [number, number] };
	return await startWorkflow({
		...options,
		nodes: [
			{ ...node, id: '1', name: 'Trigger', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{ ...node, id: '2', name: probeName, type: probeType, parameters: probeParameters(call) },
		],
		connections: { Trigger: { main: [[{ node: probeName, type: 'main', index: 0 }]] } },
	});
}

/** Makes one call, and returns the item that says what became of it. */
export async function probe(call: ProbeCall, options: ProbeOptions) {
	return outcomeIn(await (await startProbe(call, options)).finished);
}

/** What came out of a probe that was not stopped. */
export function outcomeIn(result: WorkflowResult) {
	expect(result.error).toBeUndefined();
	const [item] = result.outputOf(probeName);
	if (!item) throw new Error(`Nothing came out, and the execution's status is ${result.status}`);
	return item;
}
