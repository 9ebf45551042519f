import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
	fileOf,
	manifest,
	manifestFile,
	manifestOfToday,
	picturesFolder,
	THEMES,
} from '../../../scripts/pictures/sources.cjs';

const AGAIN = 'npm run docs:pictures makes them anew';
const MOST_BYTES = 4 * 1024 ** 2;

async function filesThere(): Promise<string[]> {
	const files = await readdir(picturesFolder, { recursive: true });
	return files.filter((file) => file.endsWith('.png')).sort();
}

test('every picture of the documents shows what the editor shows today', async () => {
	const made = manifest.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
	const today = await manifestOfToday();
	const stale = Object.keys(today).filter((name) => made[name] !== today[name]);
	expect({ stale, [AGAIN]: '' }).toEqual({ stale: [], [AGAIN]: '' });
});

test('every picture is there in both themes, and no other', async () => {
	const today = Object.keys(await manifestOfToday());
	const wanted = today.flatMap((name) => THEMES.map((theme) => fileOf(name, theme))).sort();
	expect({ files: await filesThere(), [AGAIN]: '' }).toEqual({ files: wanted, [AGAIN]: '' });
});

test('the pictures are small', async () => {
	expect(existsSync(picturesFolder)).toBe(true);
	let bytes = 0;
	for (const file of await filesThere()) bytes += (await stat(join(picturesFolder, file))).size;
	expect(bytes).toBeLessThan(MOST_BYTES);
});
