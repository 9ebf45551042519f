import { join } from 'node:path';
import { readWorkflow } from '../../test/n8n/workflows.cjs';
import { around, type Clip, takePicture } from './camera.cjs';
import { exampleNames, examplesFolder, FORM } from './sources.cjs';
import { FOR_CANVAS, type Studio } from './studio.cjs';
import { save } from './workflows.cjs';

/** Names of nodes are wider than their boxes. */
const MARGIN = 44;

/** One picture of the canvas of each example; that of the form is the README's as well. */
export async function takeExamples(studio: Studio): Promise<void> {
	const { client, credential, editor, page, wants } = studio;
	await page.setViewportSize(FOR_CANVAS);
	for (const name of await exampleNames()) {
		const pictures = [`examples/${name}`, ...(name === FORM ? ['workflow'] : [])].filter(wants);
		if (pictures.length === 0) continue;
		const file = await readWorkflow(join(examplesFolder, `${name}.json`));
		await editor.open((await save(client, credential, file)).id);
		await editor.fitToScreen();
		for (const picture of pictures) {
			await takePicture(page, picture, async () => await all(studio));
		}
	}
}

/** All nodes and notes. */
async function all({ editor }: Studio): Promise<Clip> {
	const boxes = [];
	for (const one of await editor.everything.all()) {
		const box = await one.boundingBox();
		if (box) boxes.push(box);
	}
	return around(boxes, MARGIN);
}
