import { examples } from '../../test/editor/examples.cjs';
import { shownOperations } from '../../test/editor/operations.cjs';
import { CredentialForm } from '../../test/editor/page/credentialForm.cjs';
import type { NodePanel } from '../../test/editor/page/nodePanel.cjs';
import { around, boxOf, type Clip, takePicture } from './camera.cjs';
import { FOR_FORM, FOR_PANELS, type Studio } from './studio.cjs';
import { memoriesAiNode, nodeOf, save, workflowOf } from './workflows.cjs';

const MARGIN = 12;

/** The fields of a panel, from the credential to the last one. */
export async function fieldsOf({ fields }: NodePanel): Promise<Clip> {
	const whole = await boxOf(fields);
	const last = await boxOf(fields.getByTestId('parameter-item').filter({ visible: true }).last());
	const height = last.y + last.height - whole.y + MARGIN;
	return around([{ ...whole, height }], 0);
}

/** One picture of the panel of each operation. */
export async function takeOperations(studio: Studio): Promise<void> {
	const { client, credential, editor, page, wants } = studio;
	const operations = shownOperations().filter(({ id }) => wants(`operations/${id}`));
	if (operations.length === 0) return;
	const nodes = operations.map(({ id, chosen }) =>
		memoriesAiNode(id, { ...chosen, ...examples[id] }),
	);
	await page.setViewportSize(FOR_PANELS);
	await editor.open((await save(client, credential, workflowOf('Operations', nodes))).id);
	for (const { id } of operations) {
		const panel = await editor.openNode(id);
		await panel.label('Options').waitFor();
		await takePicture(page, `operations/${id}`, async () => await fieldsOf(panel));
		await panel.close();
	}
}

/** The panel of the trigger, and the form of the credential. */
export async function takeOthers(studio: Studio): Promise<void> {
	const { client, credential, editor, page, wants } = studio;
	if (!wants('trigger') && !wants('credential')) return;
	const name = 'Memories.ai Trigger';
	const trigger = nodeOf(name, 'n8n-nodes-memories-ai.memoriesAiTrigger', 2, {});
	await page.setViewportSize(FOR_PANELS);
	await editor.open((await save(client, credential, workflowOf(name, [trigger]))).id);
	const panel = await editor.openNode(name);
	await panel.label('Options').waitFor();
	if (wants('trigger')) {
		await takePicture(page, 'trigger', async () => await fieldsOf(panel));
	}
	if (wants('credential')) {
		await page.setViewportSize(FOR_FORM);
		const form = new CredentialForm(page);
		await form.openChosen();
		await form.tested.waitFor();
		await form.showAddress('https://api.memories.ai');
		await takePicture(page, 'credential', async () => await boxOf(form.whole));
	}
}
