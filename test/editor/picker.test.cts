import { actionOf } from './operations.cjs';
import { inEditor, useBrowser } from './useEditor.cjs';

const browser = useBrowser();

const NODE = 'Memories.ai';

/** What people type who look for what the node does. */
const WORDS = [
	'memories.ai',
	'memories ai',
	'upload video',
	'upload image',
	'images',
	'scrape tiktok',
	'tiktok video',
	'download video',
	'hashtag',
	'search video',
	'transcript',
	'subtitles',
	'ask video',
];

test('the node is found by the words that people search for', async () => {
	await inEditor(browser(), async (editor) => {
		const { picker } = editor;
		await editor.openNew();
		await picker.openForFirst();
		for (const words of WORDS) {
			await picker.search(words);
			await picker.entry(NODE).first().waitFor();
			// What was found is gone before the next words are tried.
			await picker.search('no node is called this');
			await picker.entry(NODE).first().waitFor({ state: 'detached' });
		}
	});
});

test('an action of the package, which n8n knows as installed, is added from the list', async () => {
	await inEditor(browser(), async (editor) => {
		const { picker, panel } = editor;
		await editor.openNew();
		await picker.openForFirst();
		await picker.search('upload video');
		await picker.entry(NODE).first().click();
		await picker.whole.getByText('Installed', { exact: true }).waitFor();
		await picker.group('Actions').click();
		await picker.entry(actionOf('video.uploadUrl')).click();
		await panel.label('URL').waitFor();
		expect(await panel.chosen('operation')).toBe('Upload URL');
	});
});
