import { actionOf } from '../../test/editor/operations.cjs';
import { CredentialForm } from '../../test/editor/page/credentialForm.cjs';
import { packageName } from '../../test/n8n/package.cjs';
import { boxOf, takePicture } from './camera.cjs';
import { fieldsOf } from './panels.cjs';
import { FOR_FORM, FOR_RESULTS, FOR_STEPS, type Studio } from './studio.cjs';
import { memoriesAiNode, nodeOf, save, workflowOf } from './workflows.cjs';

/** What n8n calls the nodes that are added so. */
const UPLOAD = actionOf('video.uploadUrl');
const SEARCH = actionOf('video.search');

/** How the package is installed. */
export async function takeInstall({ editor, page, wants }: Studio): Promise<void> {
	if (!wants('install')) return;
	await page.setViewportSize(FOR_STEPS);
	const form = await editor.openInstallForm();
	await form.getByRole('textbox').fill(await packageName());
	await form.locator('.el-checkbox__inner, [role=checkbox]').first().click();
	await takePicture(page, 'install', async () => await boxOf(form));
}

/** The six steps of a first workflow, as the README tells them. */
export async function takeFirstWorkflow(studio: Studio): Promise<void> {
	if (!['1', '2', '3', '4', '5', '6'].some((step) => studio.wants(`first-${step}`))) return;
	await studio.page.setViewportSize(FOR_STEPS);
	await takeFirstPicker(studio);
	await takeNextPicker(studio);
	await takeNodes(studio);
}

async function takeFirstPicker({ editor, page }: Studio): Promise<void> {
	const { picker } = editor;
	await editor.openNew();
	await picker.openForFirst();
	await picker.search('upload video');
	await picker.entry('Memories.ai').first().click();
	// n8n offers triggers before actions here.
	await picker.group('Actions').click();
	await picker.entry(UPLOAD).scrollIntoViewIfNeeded();
	await takePicture(page, 'first-1', async () => await boxOf(picker.whole));
}

async function takeNextPicker({ client, credential, editor, page }: Studio): Promise<void> {
	const { picker } = editor;
	await editor.open((await save(client, credential, workflowOf('Next', [startNode()]))).id);
	await picker.openForNext();
	await picker.search('search video');
	await picker.entry('Memories.ai').first().click();
	await picker.entry(SEARCH).scrollIntoViewIfNeeded();
	await takePicture(page, 'first-5', async () => await boxOf(picker.whole));
}

function startNode() {
	return nodeOf('When clicking ‘Execute workflow’', 'n8n-nodes-base.manualTrigger', 1, {});
}

async function takeNodes({ client, credential, editor, page }: Studio): Promise<void> {
	const video = { resource: 'video' };
	const url = 'https://example.com/holiday.mp4';
	const workflow = workflowOf(
		'My first workflow',
		[
			startNode(),
			memoriesAiNode(UPLOAD, { ...video, operation: 'uploadUrl', url, waitFor: 'polling' }),
			memoriesAiNode(SEARCH, { ...video, operation: 'search', query: 'someone opens a door' }),
		],
		true,
	);
	const { id } = await save(client, credential, workflow);
	await editor.open(id);
	await page.setViewportSize(FOR_FORM);
	await editor.openNode(UPLOAD);
	const form = new CredentialForm(page);
	await form.openChosen();
	await form.tested.waitFor();
	await form.showAddress('https://api.memories.ai');
	await takePicture(page, 'first-2', async () => await boxOf(form.whole));

	await editor.open(id);
	const panel = await editor.openNode(UPLOAD);
	await takePicture(page, 'first-3', async () => await fieldsOf(panel));
	await panel.close();

	await page.setViewportSize(FOR_RESULTS);
	await editor.execute();
	await editor.openNode(UPLOAD);
	await panel.output.getByText('videoNo').first().waitFor();
	await takePicture(page, 'first-4', async () => await boxOf(panel.whole));
	await panel.close();
	await editor.openNode(SEARCH);
	await panel.output.getByText('videoNo').first().waitFor();
	await takePicture(page, 'first-6', async () => await boxOf(panel.whole));
}
