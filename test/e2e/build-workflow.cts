import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type {
	StoredCredential,
	StoredWorkflow,
	WorkflowFile,
	WorkflowNode,
} from '../n8n/workflows.cjs';
import { giveWebhookIds, productionUrl } from '../n8n/workflows.cjs';
import { type World, world } from './world.cjs';

/** Name of the manual trigger in the workflows below. */
export const START = 'Start';
/** Name of the trigger under test. */
export const ON_CALLBACK = 'On callback';

/** A node as it is when it is dropped on the canvas, but for its parameters. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, parameters, position: [0, 0] };
}

/** Chooses a credential for a node: the one that all tests share, or another one. */
export function withCredential(
	bare: WorkflowNode,
	{ id, type, name }: StoredCredential = world().credential,
): WorkflowNode {
	return { ...bare, credentials: { [type]: { id, name } } };
}

/** The node that starts a workflow by its Execute button. */
export function start(): WorkflowNode {
	return node(START, 'n8n-nodes-base.manualTrigger', 1, {});
}

/** The node that starts a workflow in production, by a call of its URL. */
export function webhook(): WorkflowNode {
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, options: {} };
	return { ...node('Webhook', 'n8n-nodes-base.webhook', 2, parameters), webhookId: path };
}

/** Reads files of a folder that n8n may read, one item each, into the binary field `data`. */
export function readFiles(pattern: string, folder = world().filesFolder): WorkflowNode {
	return node('Read files', 'n8n-nodes-base.readWriteFile', 1, {
		operation: 'read',
		fileSelector: join(folder, pattern),
		options: {},
	});
}

/** One item per value, in the field `value`. */
export function items(values: string[]): WorkflowNode {
	return node('Items', 'n8n-nodes-base.code', 2, {
		jsCode: `return ${JSON.stringify(values)}.map((value) => ({ json: { value } }));`,
	});
}

/** Puts out a text, or what an expression gives, in each of these fields. */
export function setFields(
	name: string,
	fields: Record<string, string>,
	more: { includeOtherFields?: boolean } = {},
): WorkflowNode {
	const assignments = Object.entries(fields).map(([field, value]) => ({
		id: randomUUID(),
		name: field,
		type: 'string',
		value,
	}));
	return node(name, 'n8n-nodes-base.set', 3.4, {
		assignments: { assignments },
		options: {},
		...more,
	});
}

/** Finds for each item the one of `items` that it came from, and puts out that one's value. */
export function cameFrom(): WorkflowNode {
	return setFields('Came from', { value: "={{ $('Items').item.json.value }}" });
}

/**
 * Notes at the sandbox, once per run, that the workflow has come here: a request to `went-on` whose
 * query holds the execution's id. The sandbox refuses it under HTTP 200, having no such endpoint.
 */
export function wentOn(): WorkflowNode {
	const { url } = world().sandbox;
	const request = node('Went on', 'n8n-nodes-base.httpRequest', 4.2, {
		url: `=${url}/serve/api/v1/went-on?execution={{ $execution.id }}`,
		options: {},
	});
	return { ...request, executeOnce: true };
}

/** The node under test, with the credential that all tests share or another one. */
export function memoriesAi(
	name: string,
	parameters: Record<string, unknown>,
	credential?: StoredCredential,
): WorkflowNode {
	return withCredential(node(name, 'n8n-nodes-memories-ai.memoriesAi', 1, parameters), credential);
}

/** The trigger under test. */
export function memoriesAiTrigger(
	parameters: Record<string, unknown>,
	credential?: StoredCredential,
): WorkflowNode {
	return withCredential(
		node(ON_CALLBACK, 'n8n-nodes-memories-ai.memoriesAiTrigger', 2, {
			options: {},
			...parameters,
		}),
		credential,
	);
}

/** Nodes joined one after the other. */
export function chain(name: string, ...nodes: WorkflowNode[]): WorkflowFile {
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((next, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
			]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** A workflow that is called. */
export interface Receiver {
	workflow: StoredWorkflow;
	/** The trigger's production URL. */
	url: string;
}

/** Saves and activates a workflow of a trigger and more, and returns when its URL is in effect. */
export async function receiverOf(
	{ client, n8nUrl }: Pick<World, 'client' | 'n8nUrl'>,
	trigger: WorkflowNode,
	...after: WorkflowNode[]
): Promise<Receiver> {
	const types = await client.nodeTypes();
	const file = chain('Receiver', trigger, ...after);
	giveWebhookIds(file, types);
	const workflow = await client.createWorkflow(file);
	await client.activate(workflow);
	const url = productionUrl(n8nUrl, trigger, types);
	await client.waitForWebhook(url);
	return { workflow, url };
}

/** A workflow of the trigger under test alone, whose URL is in effect. */
export async function receiver(
	place: Pick<World, 'client' | 'n8nUrl' | 'credential'>,
	parameters: Record<string, unknown> = {},
): Promise<Receiver> {
	return await receiverOf(place, memoriesAiTrigger(parameters, place.credential));
}
