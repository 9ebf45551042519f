import { actionOf } from '../../test/editor/operations.cjs';
import { CredentialForm } from '../../test/editor/page/credentialForm.cjs';
import { packageName } from '../../test/n8n/package.cjs';
import { boxOf, takePicture } from './camera.cjs';
import { fieldsOf } from './panels.cjs';
import { FOR_FORM, FOR_RESULTS, FOR_STEPS, type Studio } from './studio.cjs';
import { memoriesAiNode, nodeOf, save, workflowOf } from './workflows.cjs';

const UPLOAD = 'Upload a video';
const SEARCH = 'Search in it';

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
	await takePicker(studio, 'first-1', 'upload video', actionOf('video.uploadUrl'));
	await takePicker(studio, 'first-5', 'search video', actionOf('video.search'));
	await takeNodes(studio);
}

async function takePicker(
	{ client, credential, editor, page }: Studio,
	name: string,
	words: string,
	action: string,
): Promise<void> {
	const workflow = workflowOf(words, [startNode()]);
	await editor.open((await save(client, credential, workflow)).id);
	const { picker } = editor;
	await picker.openForNext();
	await picker.search(words);
	await picker.entry('Memories.ai').first().click();
	await picker.entry(action).scrollIntoViewIfNeeded();
	await takePicture(page, name, async () => await boxOf(picker.whole));
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
	await panel.showAs(panel.output, 'json');
	await panel.output.getByText('videoNo').first().waitFor();
	await takePicture(page, 'first-4', async () => await boxOf(panel.whole));
	await panel.close();
	await editor.openNode(SEARCH);
	await panel.output.getByText('videoNo').first().waitFor();
	await takePicture(page, 'first-6', async () => await boxOf(panel.whole));
}
