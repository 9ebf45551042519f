import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../test/n8n/folders.cjs';
import type { N8nClient } from '../test/n8n/rest.cjs';
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
} from '../test/n8n/workflows.cjs';

const FORM = 'upload-a-file-from-a-form.json';
const CALLBACK = 'callback-to-success-and-failure.json';
const MEMORIES_AI = 'n8n-nodes-memories-ai.memoriesAi';

/** The two example workflows of the main job, active in n8n. */
export interface Examples {
	form: StoredWorkflow;
	/** The form's production URL. */
	formUrl: string;
	/** Name of the node that uploads. */
	uploadNode: string;
	callback: StoredWorkflow;
	/** Name of the trigger that callbacks start. */
	callbackTrigger: string;
	/** Whether a callback URL was given with the upload. */
	callbackExpected: boolean;
}

/** How the examples are set up in this n8n. */
export interface ExampleSettings {
	credential: StoredCredential;
	/** Address under which the API reaches this n8n, without a slash at the end; none when it cannot. */
	callbackBase: string | undefined;
}

function only<T>(found: T[], what: string): T {
	const [first] = found;
	if (first === undefined || found.length > 1) {
		throw new Error(`The examples have ${found.length} ${what} where one is needed`);
	}
	return first;
}

function uploadNodeOf(workflow: WorkflowFile): WorkflowNode {
	return only(
		workflow.nodes.filter(({ type }) => type === MEMORIES_AI),
		'Memories.ai nodes in the form workflow',
	);
}

/** Where there is no URL to call back, the reference goes as well: it would travel in that URL. */
function setCallbackUrl({ parameters }: WorkflowNode, url: string | undefined) {
	const given = z.record(z.unknown()).parse(parameters.additionalFields);
	const { callbackReference, ...others } = given;
	parameters.additionalFields =
		url === undefined
			? { ...others, callbackUrl: undefined }
			: { ...others, callbackReference, callbackUrl: url };
}

/**
 * Imports every workflow of examples/, or puts it back as it is there, with the given credential
 * chosen. The form and the callback workflow are joined by the callback URL and activated; the others
 * stay off, so that no schedule scrapes unasked.
 */
export async function importExamples(
	client: N8nClient,
	url: string,
	{ credential, callbackBase }: ExampleSettings,
): Promise<Examples> {
	const types = await client.nodeTypes();
	const save = async (workflow: WorkflowFile) => {
		const previous = await client.workflowNamed(workflow.name);
		useCredential(workflow, credential);
		giveWebhookIds(workflow, types, previous);
		return previous
			? await client.updateWorkflow(previous.id, workflow)
			: await client.createWorkflow(workflow);
	};
	const folder = join(projectFolder, 'examples');
	for (const file of await readdir(folder)) {
		if (!file.endsWith('.json') || file === FORM || file === CALLBACK) continue;
		await save(await readWorkflow(join(folder, file)));
	}

	const callback = await save(await readWorkflow(join(folder, CALLBACK)));
	const trigger = only(webhookTriggers(callback, types), 'triggers in the callback workflow');
	await client.activate(callback);
	await client.waitForWebhook(productionUrl(url, trigger, types));

	const formFile = await readWorkflow(join(folder, FORM));
	setCallbackUrl(
		uploadNodeOf(formFile),
		callbackBase === undefined ? undefined : productionUrl(callbackBase, trigger, types),
	);
	const form = await save(formFile);
	const formTrigger = only(webhookTriggers(form, types), 'triggers in the form workflow');
	const formUrl = productionUrl(url, formTrigger, types);
	await client.activate(form);
	await client.waitForWebhook(formUrl);
	return {
		form,
		formUrl,
		uploadNode: uploadNodeOf(form).name,
		callback,
		callbackTrigger: trigger.name,
		callbackExpected: callbackBase !== undefined,
	};
}
