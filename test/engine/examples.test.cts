import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binaryItem, runExample, type WorkflowResult } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** The examples as a user imports them; the trigger's own work is left to the tests of a whole n8n. */

const account = useSandbox();

const folder = join(__dirname, '../../examples');
const fixtures = join(__dirname, '../fixtures');

const runs: Record<string, () => Promise<void>> = {
	'callback-to-success-and-failure.json': async () => {
		const callback = (event: string, status: string) => ({
			json: { event, status, videoNo: 'VI606404158946574336', reference: 'order-1042' },
		});
		const result = await run('callback-to-success-and-failure.json', {
			inputItems: [callback('video.indexed', 'PARSE'), callback('video.failed', 'FAIL')],
		});

		expect(result.outputOf('Success message')).toMatchObject([
			{
				json: {
					message: 'Video VI606404158946574336 (order-1042) is indexed and can be searched.',
				},
			},
		]);
		expect(result.outputOf('Failure message')).toMatchObject([
			{ json: { videoNo: 'VI606404158946574336', cause: 'not given' } },
		]);
		expect(account.sandbox.requests).toEqual([]);
	},

	'images-from-a-folder.json': async () => {
		const result = await run('images-from-a-folder.json', {
			binaryMode: 'filesystem',
			parameters: { 'Read images': { fileSelector: `${fixtures}/*.{jpg,jpeg,png,webp}` } },
		});

		expect(
			account
				.onlyRequest()
				.files.map(({ filename }) => filename)
				.sort(),
		).toEqual(['photo.jpg', 'photo.png', 'photo.webp']);
		expect(result.outputOf('Result per image')).toHaveLength(3);
		expect(result.outputOf('Result per image')[0]?.json).toMatchObject({
			imageId: expect.stringMatching(/^\d{18}$/) as string,
		});
	},

	'nightly-scrape-of-posts.json': async () => {
		const result = await run('nightly-scrape-of-posts.json', {});

		expect(account.onlyRequest()).toMatchObject({
			path: '/serve/api/v1/scraper_url',
			json: {
				video_urls: [
					expect.stringMatching(/^https:\/\/www\.tiktok\.com\//),
					expect.stringMatching(/^https:\/\/www\.tiktok\.com\//),
				],
			},
		});
		expect(result.outputOf('Scrape into private library')[0]?.json).toHaveProperty('taskId');
	},

	'upload-a-file-from-a-form.json': async () => {
		const path = join(fixtures, 'clip.mp4');
		const file = { content: { path }, fileName: 'clip.mp4', mimeType: 'video/mp4' };
		const { binary } = await binaryItem(file, 'filesystem');
		if (!binary?.data) throw new Error('The item has no binary data');
		const result = await run('upload-a-file-from-a-form.json', {
			binaryMode: 'filesystem',
			inputItems: [{ json: { Reference: 'order-1042' }, binary: { Video: binary.data } }],
			// Shows a page to the visitor who waits at the form.
			skip: ['Show the video number'],
		});
		const request = account.onlyRequest();

		expect(request.files).toMatchObject([{ field: 'file', filename: 'clip.mp4' }]);
		expect(new Map(request.fields).get('callback')).toContain('order-1042');
		expect(result.outputOf('Show the video number')).toMatchObject([
			{ json: { videoNo: expect.stringMatching(/^VI\d+$/) as string } },
		]);
	},
};

async function run(
	name: string,
	options: Omit<Parameters<typeof runExample>[1], 'credentials'>,
): Promise<WorkflowResult> {
	const result = await runExample(join(folder, name), {
		...options,
		credentials: account.credentials(),
	});
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result;
}

it('every example is run here', () => {
	const examples = readdirSync(folder).filter((name) => name.endsWith('.json'));

	expect(Object.keys(runs).sort()).toEqual(examples.sort());
});

it.each(Object.entries(runs))('%s', async (_name, check) => {
	await check();
});
