import { join } from 'node:path';
import { projectFolder } from '../n8n/folders.cjs';
import {
	giveWebhookIds,
	productionUrl,
	readWorkflow,
	type StoredCredential,
	type StoredWorkflow,
	useCredential,
	webhookTriggers,
	type WorkflowFile,
	type WorkflowNode,
} from '../n8n/workflows.cjs';
import { world } from './world.cjs';

/** What a user does to an example after importing it. */
export interface SetUp {
	/** Besides the one for Memories.ai. */
	credentials?: StoredCredential[];
	/** Parameters to put in place of the example's, by node; the others stay. */
	parameters?: Record<string, Record<string, unknown>>;
	/** Of nodes in place of the example's. */
	versions?: Record<string, number>;
	settings?: Record<string, unknown>;
}

/** An example that was imported. */
export interface Imported {
	workflow: StoredWorkflow;
	/** Publishes it; returns the production URL of its trigger, in effect. */
	publish: () => Promise<string>;
}

/** Saves an example as a user imports it and sets it up. */
export async function importExample(name: string, setUp: SetUp = {}): Promise<Imported> {
	const { client, credential, n8nUrl } = world();
	const types = await client.nodeTypes();
	const file = await readWorkflow(join(projectFolder, 'examples', name));
	for (const chosen of [credential, ...(setUp.credentials ?? [])]) useCredential(file, chosen);
	for (const [node, parameters] of Object.entries(setUp.parameters ?? {})) {
		Object.assign(nodeOf(file, node).parameters, parameters);
	}
	for (const [node, typeVersion] of Object.entries(setUp.versions ?? {})) {
		Object.assign(nodeOf(file, node), { typeVersion });
	}
	file.settings = { ...file.settings, ...setUp.settings };
	giveWebhookIds(file, types);
	const workflow = await client.createWorkflow(file);
	return {
		workflow,
		publish: async () => {
			const [trigger] = webhookTriggers(workflow, types);
			if (!trigger) throw new Error(`${name} has no trigger with a URL`);
			await client.activate(workflow);
			const url = productionUrl(n8nUrl, trigger, types);
			if (trigger.type.endsWith('.chatTrigger')) await client.waitForChat(url);
			else await client.waitForWebhook(url);
			return url;
		},
	};
}

/** The node of that name. */
export function nodeOf(file: WorkflowFile, name: string): WorkflowNode {
	const node = file.nodes.find((one) => one.name === name);
	if (!node) throw new Error(`The example has no node ${name}`);
	return node;
}
