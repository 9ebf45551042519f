import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, selectors } from 'playwright-core';
import { ExplainedError } from '../../../scripts/npm.cjs';

// Of n8n's editor, both lines.
selectors.setTestIdAttribute('data-test-id');

/** Where systems keep a browser that Playwright can drive. */
const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Only ends what hangs: on a busy machine the editor takes a while to come up for the first time. */
const PATIENCE_MS = 30_000;

/** Who is logged in where. */
export interface EditorLogin {
	/** Of n8n, without a slash at the end. */
	n8nUrl: string;
	/** As an `N8nClient` has it. */
	session: string;
}

/**
 * Starts a browser without a window.
 *
 * @throws ExplainedError where there is none
 */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = PLACES.find((path) => existsSync(path));
	if (executablePath === undefined) {
		throw new ExplainedError(
			`Chromium is missing: none of ${PLACES.join(', ')} is there. On Debian and Ubuntu: apt-get install chromium`,
		);
	}
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
	});
}

/** Gives pages of which each shows n8n's editor with its owner logged in. */
export async function logInTo(
	browser: Browser,
	{ n8nUrl, session }: EditorLogin,
): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport: { width: 1400, height: 900 },
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(PATIENCE_MS);
	const [name = '', ...value] = session.split('=');
	await context.addCookies([{ name, value: value.join('='), url: n8nUrl }]);
	// n8n binds its session cookie to this value; see N8nClient.
	await context.addInitScript(`localStorage.setItem('n8n-browserId', 'local')`);
	return context;
}
