import { memoriesAi, start } from '../e2e/build-workflow.cjs';
import { NODE } from '../e2e/run-node.cjs';
import { world } from '../e2e/world.cjs';
import { CredentialForm } from './page/credentialForm.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

test('a new credential says whether its key is right when it is saved', async () => {
	const { sandbox } = world();
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, {}));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		await editor.openNode(NODE);
		const form = new CredentialForm(editor.page);
		await form.openNew();

		await form.fill('apiKey', 'sk-mavi-wrong');
		await form.fill('baseUrl', sandbox.url);
		await form.save();
		expect(await form.problem()).toContain('Memories.ai does not accept this API Key');

		await form.fill('apiKey', sandbox.key);
		await form.save();
		await form.untilAccepted();
	});
});
