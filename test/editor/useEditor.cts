import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { world } from '../e2e/world.cjs';
import { localFolder } from '../n8n/folders.cjs';
import { launchBrowser, logInTo } from './page/browser.cjs';
import { Editor } from './page/editor.cjs';

/** Gives the tests of a file a browser. Call at the top level of the file. */
export function useBrowser(): () => BrowserContext {
	let browser: Browser | undefined;
	let context: BrowserContext | undefined;
	beforeAll(async () => {
		const { n8nUrl, client } = world();
		browser = await launchBrowser();
		context = await logInTo(browser, { n8nUrl, session: client.session });
	});
	afterAll(async () => {
		await browser?.close();
	});
	return () => {
		if (!context) throw new Error('The browser did not start');
		return context;
	};
}

/**
 * Does what a test does in an editor of its own, in a tab of the browser.
 *
 * @throws what the test throws, with the place of a picture of the screen at that moment
 */
export async function inEditor(
	context: BrowserContext,
	steps: (editor: Editor) => Promise<void>,
): Promise<void> {
	const editor = new Editor(await context.newPage(), world().n8nUrl);
	try {
		await withPicture(editor, async () => {
			await steps(editor);
		});
	} finally {
		await editor.page.close();
	}
}

/** Does some steps; where one does not succeed, its error says where a picture of the screen is. */
export async function withPicture({ page }: Editor, steps: () => Promise<void>): Promise<void> {
	try {
		await steps();
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const folder = join(localFolder, `editor-${world().line}-failures`);
		mkdirSync(folder, { recursive: true });
		const name = (expect.getState().currentTestName ?? 'test').replace(/\W+/g, '-').slice(0, 100);
		const path = join(folder, `${name}.png`);
		await page.screenshot({ path });
		error.message += `\n\nThe screen at that moment: ${path}`;
		throw error;
	}
}
