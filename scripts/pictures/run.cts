// Makes the pictures of the documents from the real editor: npm run docs:pictures [-- --only operations]
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bringN8n, type BroughtN8n } from '../../test/e2e/bring-n8n.cjs';
import { launchBrowser, logInTo } from '../../test/editor/page/browser.cjs';
import { Editor } from '../../test/editor/page/editor.cjs';
import { localFolder, projectFolder } from '../../test/n8n/folders.cjs';
import { buildTarball } from '../../test/n8n/package.cjs';
import { startSandbox } from '../../test/sandbox/sandbox.cjs';
import { takeExamples } from './canvases.cjs';
import { takeFirstWorkflow, takeInstall } from './firstWorkflow.cjs';
import { takeOperations, takeOthers } from './panels.cjs';
import {
	fileOf,
	manifest,
	type Manifest,
	manifestFile,
	manifestOfToday,
	picturesFolder,
	THEMES,
} from './sources.cjs';
import type { Studio } from './studio.cjs';

const NAME = 'pictures';

async function make(only: string): Promise<void> {
	const wants = (name: string) => name.startsWith(only);
	const today = await manifestOfToday();
	if (!Object.keys(today).some(wants)) {
		throw new Error(
			`No picture has a name that begins with ${only}. There are: ${Object.keys(today).join(', ')}`,
		);
	}
	const tarball = await buildTarball(NAME);
	const sampleFile = join(projectFolder, 'test', 'fixtures', 'clip.mp4');
	const sandbox = await startSandbox({ indexAfterMs: 200, sampleFile, searchFinds: 'all' });
	try {
		const filesFolder = join(localFolder, 'pictures-files');
		const brought = await bringN8n({ line: '2', name: NAME, tarball, filesFolder, sandbox });
		try {
			await takeAll(brought, wants);
		} finally {
			await brought.n8n.stop();
		}
	} finally {
		await sandbox.close();
	}
	await removeOthers(today);
	await writeManifest(today, wants);
}

async function takeAll(brought: BroughtN8n, wants: Studio['wants']): Promise<void> {
	const { n8nUrl, client } = brought;
	const browser = await launchBrowser();
	try {
		const context = await logInTo(browser, { n8nUrl, session: client.session });
		const page = await context.newPage();
		const studio = { ...brought, editor: new Editor(page, n8nUrl), page, wants };
		try {
			await takeOperations(studio);
			await takeOthers(studio);
			await takeExamples(studio);
			await takeInstall(studio);
			await takeFirstWorkflow(studio);
		} catch (error) {
			const file = join(localFolder, 'pictures-failure.png');
			await page.screenshot({ path: file });
			console.error(`The screen at that moment: ${file}`);
			throw error;
		}
	} finally {
		await browser.close();
	}
}

/** Pictures of what is there no more. */
async function removeOthers(today: Manifest): Promise<void> {
	const files = new Set(
		Object.keys(today).flatMap((name) => THEMES.map((theme) => fileOf(name, theme))),
	);
	for (const file of await readdir(picturesFolder, { recursive: true })) {
		if (file.endsWith('.png') && !files.has(file)) await rm(join(picturesFolder, file));
	}
}

/** Of the pictures that were not made anew, it says what it said. */
async function writeManifest(today: Manifest, wants: (name: string) => boolean): Promise<void> {
	const before = await readManifest();
	const entries = Object.entries(today).map(([name, fingerprint]) => [
		name,
		wants(name) ? fingerprint : before[name],
	]);
	await mkdir(picturesFolder, { recursive: true });
	await writeFile(
		manifestFile,
		`${JSON.stringify(Object.fromEntries(entries), undefined, '\t')}\n`,
	);
}

async function readManifest(): Promise<Manifest> {
	if (!existsSync(manifestFile)) return {};
	return manifest.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
}

// Leaving in this way ends n8n as well.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => process.exit(130));
}
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
void make(values.only).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
