import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../n8n/folders.cjs';
import {
	giveWebhookIds,
	productionUrl,
	readWorkflow,
	useCredential,
	webhookTriggers,
} from '../n8n/workflows.cjs';
import { resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client, credential, filesFolder, n8nUrl } = world();

beforeEach(resetSandbox);

/** Saves an example as a user imports it, with the credential chosen. */
async function save(name: string) {
	const types = await client.nodeTypes();
	const file = await readWorkflow(join(projectFolder, 'examples', name));
	useCredential(file, credential);
	giveWebhookIds(file, types);
	const workflow = await client.createWorkflow(file);
	return { workflow, webhooks: webhookTriggers(workflow, types), types };
}

test('Upload, wait, then continue: sleeps, and goes on with the metadata', async () => {
	const { workflow, webhooks, types } = await save('upload-wait-continue.json');
	const [form] = webhooks;
	if (!form) throw new Error('The example has no form');
	const formUrl = productionUrl(n8nUrl, form, types);
	await client.activate(workflow);
	await client.waitForWebhook(formUrl);

	const answers = new FormData();
	const video = await openAsBlob(join(filesFolder, 'clip.mp4'), { type: 'video/mp4' });
	answers.append('field-0', video, 'clip.mp4');
	expect((await fetch(formUrl, { method: 'POST', body: answers })).ok).toBe(true);

	const [ended] = await client.waitForExecutions(workflow.id, 1);
	expect(ended?.run.error).toBeUndefined();
	const results = ended?.run.output('Video is ready').map(({ json }) => json);
	expect(results).toEqual([
		expect.objectContaining({ videoNo: expect.stringMatching(/^VI\d+$/) as string, seconds: 12 }),
	]);
});

test('Scrape a creator every night: waits for the videos, and lists the new ones', async () => {
	const { workflow } = await save('nightly-creator-scrape.json');
	const execution = await client.runToEnd(workflow, 'Every night at 3:00');
	expect(execution.run.error).toBeUndefined();
	const listed = execution.run.output('List of new videos').map(({ json }) => json.videoNo);
	expect(new Set(listed).size).toBe(10);
});
