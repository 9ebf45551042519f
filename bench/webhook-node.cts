import { randomUUID } from 'node:crypto';
import { node } from '../test/e2e/build-workflow.cjs';
import type { WorkflowNode } from '../test/n8n/workflows.cjs';

/** n8n's own Webhook node, which answers each POST at once. */
export function webhookNode(name: string, options: Record<string, string> = {}): WorkflowNode {
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived', options };
	return { ...node(name, 'n8n-nodes-base.webhook', 2, parameters), webhookId: path };
}
