import type { INodeParameters } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { nodeName, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** The folder of the older API: the list of all videos does not take it, one of its own does. */
const account = useSandbox();

async function getMany(filters: INodeParameters, more: INodeParameters = {}) {
	return await runNode({
		parameters: { resource: 'video', operation: 'getAll', filters, ...more },
		credentials: account.credentials(),
	});
}

it.each([
	[{ returnAll: true }, 45, [1, 2, 3]],
	[{ limit: 20 }, 20, [1]],
	[{ limit: 21 }, 21, [1, 2]],
])('with %j its videos come page by page', async (more, count, pages) => {
	for (let index = 0; index < 45; index++) {
		const video = newVideo(`VI${index}`, undefined, undefined);
		account.sandbox.videos.push({ ...video, folderId: '-2' });
	}
	account.sandbox.videos.push(newVideo('VI999', undefined, undefined));
	const result = await getMany({ folderId: { __rl: true, mode: 'list', value: '-2' } }, more);

	const numbers = result.outputOf(nodeName).map(({ json }) => json.videoNo);
	expect(new Set(numbers).size).toBe(count);
	expect(numbers).not.toContain('VI999');
	expect(account.sandbox.requests).toHaveLength(pages.length);
	for (const [index, request] of account.sandbox.requests.entries()) {
		expect(request).toMatchObject({
			method: 'GET',
			path: '/serve/api/v1/folders/videos',
			query: [
				['folder_id', '-2'],
				['page', String(pages[index])],
				['page_size', '20'],
			],
		});
	}
});

it('goes with no other filter', async () => {
	const result = await getMany({ folderId: '-2', tag: 'a' });

	expect(result.error?.message).toMatch(/^Folder ID -2 cannot be used with other filters/);
	expect(account.sandbox.requests).toEqual([]);
});
