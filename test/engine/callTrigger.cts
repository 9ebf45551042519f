import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { WebhookContext } from 'n8n-core';
import {
	UnexpectedError,
	Workflow,
	type INode,
	type INodeExecutionData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { EngineCredentialsHelper, type CredentialData } from './credentials.cjs';
import { additionalDataFor } from './harness.cjs';
import { EngineNodeTypes, memoriesAiTriggerType } from './node-types.cjs';

const nodeTypes = new EngineNodeTypes();

export const { description: triggerDescription } =
	nodeTypes.getByNameAndVersion(memoriesAiTriggerType);

/**
 * Hands a callback to the trigger, the way n8n hands over a call of its URL.
 *
 * @param reference which the URL carries
 * @returns the items that start the workflow
 */
export async function callTrigger(
	callback: Record<string, string>,
	reference: string,
	credentials: CredentialData,
): Promise<INodeExecutionData[]> {
	const node: INode = {
		id: '1',
		name: 'Trigger',
		type: memoriesAiTriggerType,
		typeVersion: Number(triggerDescription.version),
		position: [0, 0],
		parameters: {},
		credentials: { memoriesAiApi: { id: 'memoriesAiApi', name: 'memoriesAiApi' } },
	};
	const nodeType = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const [webhookDescription] = nodeType.description.webhooks ?? [];
	if (!webhookDescription || !nodeType.webhook) throw new UnexpectedError('No webhook');
	const additionalData = {
		...additionalDataFor(new EngineCredentialsHelper(credentials)),
		...httpOf(callback, reference),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: true, nodeTypes });
	const webhookData = {
		httpMethod: 'POST' as const,
		node: node.name,
		path: 'webhook',
		webhookDescription,
		workflowId: '1',
		workflowExecuteAdditionalData: additionalData,
	};
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'webhook',
		webhookData,
		[],
		null,
	);
	const { workflowData } = await nodeType.webhook.call(context);
	return workflowData?.flat() ?? [];
}

/** A request as n8n's web server makes it, as far as the trigger reads it. */
function httpOf(
	callback: Record<string, string>,
	reference: string,
): Pick<IWorkflowExecuteAdditionalData, 'httpRequest' | 'httpResponse'> {
	const incoming = new IncomingMessage(new Socket());
	const request = Object.assign(incoming, {
		query: { reference },
		contentType: 'application/json',
		rawBody: Buffer.from(JSON.stringify(callback)),
		readRawBody: async () => {
			await Promise.resolve();
		},
	});
	const response = new ServerResponse(incoming);
	return {
		httpRequest: request,
		httpResponse: response,
	} as unknown as Pick<IWorkflowExecuteAdditionalData, 'httpRequest' | 'httpResponse'>;
}
