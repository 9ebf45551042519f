import { memoriesAi, start } from '../e2e/build-workflow.cjs';
import { NODE } from '../e2e/run-node.cjs';
import { onlyVideo, requestsTo, resetSandbox } from '../e2e/sandbox.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

beforeEach(resetSandbox);

const UPLOAD = { resource: 'video', operation: 'uploadUrl' };

test('what a run brings is shown as a table', async () => {
	const url = 'https://example.com/holiday.mp4';
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, { ...UPLOAD, url }));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		const panel = await editor.openNode(NODE);
		await panel.execute();
		await panel.showAs(panel.output, 'table');
		await panel.output.getByRole('columnheader', { name: 'videoNo' }).waitFor();
		await panel.output.getByRole('cell', { name: await onlyVideo() }).waitFor();
	});
});

test('a run that does not succeed names the field and says what to do', async () => {
	const url = 'ftp://example.com/holiday.mp4';
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, { ...UPLOAD, url }));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		const panel = await editor.openNode(NODE);
		await panel.execute();
		await panel.problem.getByText('URL: the address starts with ftp:').waitFor();
		await panel.problemHelp.getByText('Enter one that starts with https://').waitFor();
	});
	expect(await requestsTo('upload_url')).toEqual([]);
});
