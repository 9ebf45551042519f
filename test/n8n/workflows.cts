import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const node = z
	.object({
		name: z.string(),
		type: z.string(),
		parameters: z.record(z.unknown()),
		/** Names the node's own part of its production URL. */
		webhookId: z.string().optional(),
		credentials: z
			.record(z.object({ id: z.string().nullish(), name: z.string().optional() }).passthrough())
			.optional(),
	})
	.passthrough();
/** A node of a workflow; what this code does not need is kept as it is. */
export type WorkflowNode = z.infer<typeof node>;

/** A workflow as the editor exports it. */
export const workflowFile = z
	.object({
		name: z.string(),
		nodes: z.array(node),
		connections: z.record(z.unknown()),
		settings: z.record(z.unknown()).optional(),
		/** By node: items that stand in for its output, in the editor only. */
		pinData: z.record(z.array(z.unknown())).nullish(),
	})
	.passthrough();
export type WorkflowFile = z.infer<typeof workflowFile>;

/** A workflow that n8n has saved. */
export const storedWorkflow = workflowFile.extend({
	id: z.string(),
	versionId: z.string(),
	active: z.boolean(),
});
export type StoredWorkflow = z.infer<typeof storedWorkflow>;

/** Reads a workflow that was exported from the editor. */
export async function readWorkflow(file: string): Promise<WorkflowFile> {
	return workflowFile.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** A credential that n8n has saved. */
export interface StoredCredential {
	id: string;
	type: string;
	name: string;
}

/** Makes every node that asks for a credential of that type use this one, as choosing it in the editor does. */
export function useCredential(workflow: WorkflowFile, { id, type, name }: StoredCredential): void {
	for (const { credentials } of workflow.nodes) {
		if (credentials && type in credentials) credentials[type] = { id, name };
	}
}

const webhook = z.object({
	path: z.string(),
	isFullPath: z.boolean().optional(),
	nodeType: z.string().optional(),
});

/** What n8n says of a node type that it has loaded. */
export const nodeType = z.object({
	/** With the package: `n8n-nodes-base.httpRequest`. */
	name: z.string(),
	group: z.array(z.string()),
	webhooks: z.array(webhook).optional(),
});
export type NodeType = z.infer<typeof nodeType>;

/** The nodes that start the workflow when their URL is called. */
export function webhookTriggers(workflow: WorkflowFile, types: NodeType[]): WorkflowNode[] {
	return workflow.nodes.filter(({ type }) => {
		const { group, webhooks } = typeNamed(type, types) ?? {};
		return group?.includes('trigger') && webhooks && webhooks.length > 0;
	});
}

/**
 * Gives each trigger that has a URL the id that the editor gives it when it is dropped on the canvas;
 * n8n 1 does not do so for a workflow that comes in by REST.
 *
 * @param previous an older copy of the workflow, whose ids are kept so that its URLs stay the same
 */
export function giveWebhookIds(
	workflow: WorkflowFile,
	types: NodeType[],
	previous?: WorkflowFile,
): void {
	for (const trigger of webhookTriggers(workflow, types)) {
		const before = previous?.nodes.find(({ name }) => name === trigger.name);
		trigger.webhookId ??= before?.webhookId ?? randomUUID();
	}
}

/**
 * The Production URL that the editor shows for a trigger.
 *
 * @param url of n8n, without a slash at the end
 */
export function productionUrl(url: string, trigger: WorkflowNode, types: NodeType[]): string {
	const [first] = typeNamed(trigger.type, types)?.webhooks ?? [];
	if (!first || trigger.webhookId === undefined) {
		throw new Error(`${trigger.name} has no production URL`);
	}
	const folder = first.nodeType === 'form' ? 'form' : 'webhook';
	const path = first.isFullPath ? trigger.webhookId : `${trigger.webhookId}/${first.path}`;
	return `${url}/${folder}/${path}`;
}

function typeNamed(wanted: string, types: NodeType[]): NodeType | undefined {
	return types.find(({ name }) => name === wanted);
}
