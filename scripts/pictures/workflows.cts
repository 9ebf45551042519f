import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../test/n8n/rest.cjs';
import {
	giveWebhookIds,
	type StoredCredential,
	type StoredWorkflow,
	useCredential,
	type WorkflowFile,
	type WorkflowNode,
} from '../../test/n8n/workflows.cjs';

/** A node as the editor puts it on the canvas. */
export function nodeOf(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	const credentials = { memoriesAiApi: { id: null } };
	return { id: randomUUID(), name, type, typeVersion, parameters, credentials, position: [0, 0] };
}

/** The node of this package. */
export function memoriesAiNode(name: string, parameters: Record<string, unknown>): WorkflowNode {
	return nodeOf(name, 'n8n-nodes-memories-ai.memoriesAi', 1, parameters);
}

const IN_A_ROW = 6;

/** Places nodes in rows; joined one after the other where that is wanted. */
export function workflowOf(name: string, nodes: WorkflowNode[], joined = false): WorkflowFile {
	const placed = nodes.map((node, index) => ({
		...node,
		position: [(index % IN_A_ROW) * 260, Math.floor(index / IN_A_ROW) * 200],
	}));
	const pairs = joined ? nodes.slice(1).map((next, index) => [nodes[index], next] as const) : [];
	const connections = Object.fromEntries(
		pairs.map(([from, to]) => [
			from?.name ?? '',
			{ main: [[{ node: to.name, type: 'main', index: 0 }]] },
		]),
	);
	return { name, nodes: placed, connections };
}

/** Saves a workflow with this credential chosen wherever it can be. */
export async function save(
	client: N8nClient,
	credential: StoredCredential,
	workflow: WorkflowFile,
): Promise<StoredWorkflow> {
	useCredential(workflow, credential);
	giveWebhookIds(workflow, await client.nodeTypes());
	return await client.createWorkflow(workflow);
}
