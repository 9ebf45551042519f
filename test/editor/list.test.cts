import { memoriesAi, start } from '../e2e/build-workflow.cjs';
import { NODE } from '../e2e/run-node.cjs';
import { indexedVideo, queueFault, resetSandbox } from '../e2e/sandbox.cjs';
import type { Editor } from './page/editor.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

beforeEach(resetSandbox);

async function openGet(editor: Editor) {
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, { operation: 'get' }));
	await editor.open(id);
	const panel = await editor.openNode(NODE);
	await panel.makeFixed('videoNo');
	await panel.chooseMode('videoNo', 'From list');
	return panel;
}

test('a video is picked from the list, which can be searched', async () => {
	const first = await indexedVideo();
	const second = await indexedVideo();
	await inEditor(browser(), async (editor) => {
		const panel = await openGet(editor);
		await panel.openList('videoNo');
		const entries = panel.listEntries;
		await entries.filter({ hasText: first }).waitFor();
		await entries.filter({ hasText: second }).waitFor();

		await panel.listSearch.fill(first);
		await entries.filter({ hasText: second }).waitFor({ state: 'detached' });
		await entries.filter({ hasText: first }).click();
		await panel.issues.first().waitFor({ state: 'detached' });
	});
});

test('a list that cannot be loaded says why', async () => {
	await queueFault({ kind: 'code', code: '9009', endpoint: '*' });
	await inEditor(browser(), async (editor) => {
		const panel = await openGet(editor);
		await panel.openList('videoNo');
		await panel.listProblem.filter({ hasText: /permission/ }).waitFor();
	});
});
