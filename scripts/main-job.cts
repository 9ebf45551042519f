import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Execution, N8nClient } from '../test/n8n/rest.cjs';
import { until } from '../test/n8n/until.cjs';
import type { Examples } from './examples.cjs';

/** The live API takes minutes to index even a short clip. */
const CALLBACK_DEADLINE_MS = 15 * 60_000;
const UPLOAD_DEADLINE_MS = 5 * 60_000;

const answerOfForm = z.object({ formWaitingUrl: z.string().optional() });

/**
 * Sends a video through the form as a browser does; the field names are those of n8n's form page.
 *
 * @returns URL of the page that the form ends with, where the workflow has one
 */
async function submitForm(
	formUrl: string,
	video: string,
	reference: string,
): Promise<string | undefined> {
	const form = new FormData();
	form.append('field-0', await openAsBlob(video, { type: 'video/mp4' }), basename(video));
	form.append('field-1', reference);
	const response = await fetch(formUrl, { method: 'POST', body: form });
	const answer = await response.text();
	if (!response.ok) throw new Error(`The form was refused (${response.status}): ${answer}`);
	return answerOfForm.parse(JSON.parse(answer)).formWaitingUrl;
}

/** The execution of that workflow for which the test holds, among those not seen before. */
async function newExecution(
	client: N8nClient,
	workflowId: string,
	seen: Set<string>,
	test: (execution: Execution) => boolean,
	deadlineMs: number,
): Promise<Execution | undefined> {
	return await until(
		async () => {
			for (const { id } of (await client.executions(workflowId)).results) {
				if (seen.has(id)) continue;
				const execution = await client.execution(id);
				if (test(execution)) return execution;
			}
			return undefined;
		},
		deadlineMs,
		500,
	);
}

async function idsOf(client: N8nClient, workflowId: string): Promise<Set<string>> {
	return new Set((await client.executions(workflowId)).results.map(({ id }) => id));
}

/**
 * Uploads the video through the form of the first example, waits for the callback that starts the
 * second one, and prints what happened at each step.
 *
 * @returns whether all of it worked
 */
export async function mainJob(
	client: N8nClient,
	examples: Examples,
	video: string,
): Promise<boolean> {
	const { form, formUrl, uploadNode, callback, callbackTrigger, callbackExpected } = examples;
	const reference = `start-${Date.now()}`;
	const seenForms = await idsOf(client, form.id);
	const seenCallbacks = await idsOf(client, callback.id);
	const lastPage = await submitForm(formUrl, video, reference);

	const upload = await newExecution(
		client,
		form.id,
		seenForms,
		({ run, status }) => run.ran(uploadNode) && status !== 'running' && status !== 'new',
		UPLOAD_DEADLINE_MS,
	);
	const videoNo = upload?.run.output(uploadNode)[0]?.json.videoNo;
	if (!upload || typeof videoNo !== 'string') {
		console.error(`The upload did not work: ${upload?.run.error?.message ?? 'it did not end'}`);
		return false;
	}
	console.log(`Video number: ${videoNo}`);
	// Showing the last page, as the browser does, ends the execution.
	if (lastPage !== undefined) await (await fetch(lastPage)).text();
	if (!callbackExpected) {
		console.log(
			'No callback will come: WEBHOOK_URL does not name a public address of this n8n. Memories.ai is indexing the video.',
		);
		return true;
	}

	console.log('Waiting for the callback ...');
	const called = await newExecution(
		client,
		callback.id,
		seenCallbacks,
		({ run, status }) =>
			status !== 'running' &&
			status !== 'new' &&
			run.output(callbackTrigger)[0]?.json.reference === reference,
		CALLBACK_DEADLINE_MS,
	);
	if (!called) {
		console.error('No callback came.');
		return false;
	}
	const event = called.run.output(callbackTrigger)[0]?.json;
	console.log(`Callback received: ${JSON.stringify(event)}`);
	console.log(`Second workflow:   ${called.status}`);
	for (const { json } of called.run.last())
		console.log(`Its result:        ${JSON.stringify(json)}`);
	return called.status === 'success';
}
