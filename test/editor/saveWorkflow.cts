import { chain } from '../e2e/build-workflow.cjs';
import { world } from '../e2e/world.cjs';
import { giveWebhookIds, type StoredWorkflow, type WorkflowNode } from '../n8n/workflows.cjs';

const BESIDE = 260;

/** Saves a workflow of these nodes, joined one after the other and side by side on the canvas. */
export async function saveWorkflow(...nodes: WorkflowNode[]): Promise<StoredWorkflow> {
	const { client } = world();
	const placed = nodes.map((node, index) => ({ ...node, position: [index * BESIDE, 0] }));
	const file = chain('In the editor', ...placed);
	giveWebhookIds(file, await client.nodeTypes());
	return await client.createWorkflow(file);
}
