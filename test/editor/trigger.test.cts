import { memoriesAiTrigger, ON_CALLBACK } from '../e2e/build-workflow.cjs';
import { callBack } from '../e2e/post.cjs';
import { indexedVideo, resetSandbox } from '../e2e/sandbox.cjs';
import { saveWorkflow } from './saveWorkflow.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

beforeEach(resetSandbox);

test('the trigger listens for a test event, and shows the callback as an item', async () => {
	const videoNo = await indexedVideo();
	const { id } = await saveWorkflow(memoriesAiTrigger({}));
	await inEditor(browser(), async (editor) => {
		await editor.open(id);
		const panel = await editor.openNode(ON_CALLBACK);
		const testUrl = await panel.webhookUrl('Test URL');
		expect(testUrl).toContain('/webhook-test/');
		await panel.execute();
		await panel.whole.getByText('Listening for test event').waitFor();

		expect(await callBack(testUrl, videoNo)).toBe(200);
		await panel.showAs(panel.output, 'table');
		await panel.output.getByText('video.indexed').first().waitFor();
		await panel.output.getByText(videoNo).first().waitFor();
	});
});
