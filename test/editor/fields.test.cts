import { memoriesAi, setFields, start } from '../e2e/build-workflow.cjs';
import { NODE } from '../e2e/run-node.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

const NEXT = 'Next';

test('the next node is offered the fields of an upload before anything has run', async () => {
	const parameters = {
		resource: 'video',
		operation: 'uploadUrl',
		url: 'https://example.com/a.mp4',
	};
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, parameters), setFields(NEXT, {}));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		const { input } = await editor.openNode(NEXT);
		await input.getByText('videoNo', { exact: true }).first().waitFor();
	});
});
