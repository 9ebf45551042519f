import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { until } from '../../test/n8n/until.cjs';
import { fileOf, picturesFolder, THEMES } from './sources.cjs';

/** A part of the screen, in CSS pixels. */
export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Things that would only distract: buttons over the canvas, the mark of a field that has the focus. */
const QUIET = `
	[data-test-id=canvas-controls], .el-notification,
	[data-test-id=node-feature-request], [data-test-id=node-creator-plus-button],
	[data-test-id=command-bar-button], [data-test-id=add-sticky-button],
	[data-test-id=toggle-focus-panel-button], [data-test-id=instance-ai-canvas-action-button],
	[data-test-id=execute-workflow-button], [data-test-id=logs-panel]
	{ visibility: hidden !important; }
	* { caret-color: transparent !important; }`;

/** Makes the picture of a part of the screen, once it holds still, in both themes. */
export async function takePicture(
	page: Page,
	name: string,
	part: () => Promise<Clip>,
): Promise<void> {
	// No button looks as if the mouse were on it.
	await page.mouse.move(0, 0);
	for (const theme of THEMES) {
		await page.emulateMedia({ colorScheme: theme });
		const picture = await page.screenshot({
			clip: await still(part),
			animations: 'disabled',
			style: QUIET,
		});
		await save(join(picturesFolder, fileOf(name, theme)), picture);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

/** With a palette of its own: less than half the size, and to the eye the same. */
async function save(file: string, picture: Buffer): Promise<void> {
	const small = await sharp(picture)
		.png({ palette: true, quality: 100, effort: 10, compressionLevel: 9 })
		.toBuffer();
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, small.length < picture.length ? small : picture);
}

async function still(part: () => Promise<Clip>): Promise<Clip> {
	let before = await part();
	const found = await until(
		async () => {
			const now = await part();
			const same = isDeepStrictEqual(now, before);
			before = now;
			return same && now;
		},
		30_000,
		200,
	);
	if (!found) throw new Error('The screen does not hold still');
	return found;
}

/** Where an element is. */
export async function boxOf(element: Locator): Promise<Clip> {
	const box = await element.boundingBox();
	if (!box) throw new Error('What the picture shows is not on the screen');
	return box;
}

/** The smallest part of the screen that holds all of these, with a margin around it. */
export function around(boxes: Clip[], margin: number): Clip {
	const x = Math.min(...boxes.map((box) => box.x)) - margin;
	const y = Math.min(...boxes.map((box) => box.y)) - margin;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}
