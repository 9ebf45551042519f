import { memoriesAi, start } from '../e2e/build-workflow.cjs';
import { NODE } from '../e2e/run-node.cjs';
import { callBack } from '../e2e/post.cjs';
import { endIndexing, requestsTo, resetSandbox, setSandbox } from '../e2e/sandbox.cjs';
import { untilUploaded } from '../e2e/sleep.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

const NEVER_MS = 3_600_000;

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: NEVER_MS });
});

test('a workflow that was run by hand sleeps, and goes on when it is called', async () => {
	const url = 'https://example.com/sleeping-in-the-editor.mp4';
	const parameters = { resource: 'video', operation: 'uploadUrl', url, waitFor: 'callback' };
	const { id } = await saveWorkflow(start(), memoriesAi(NODE, parameters));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		await editor.execute();
		const { output } = await editor.openNode(NODE);
		await output.getByText('Sleeping until Memories.ai calls back').waitFor();

		const videoNo = await untilUploaded(url);
		const [upload] = await requestsTo('upload_url');
		const resumeUrl = new Map(upload?.fields).get('callback') ?? '';
		await endIndexing(videoNo);
		expect(await callBack(resumeUrl, videoNo)).toBe(200);

		await output.getByText(videoNo).first().waitFor();
		await output.getByText('PARSE', { exact: true }).first().waitFor();
	});
});
