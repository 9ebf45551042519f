import { parseCallback } from '../../../nodes/MemoriesAi/api/callback';
import type { TryNode } from '../../engine/tryNode.cjs';
import type { Pair } from '../../sandbox/recorder.cjs';
import { wireExample } from '../../unit/fixtures.cjs';
import { CALLBACK, FOLDER, NAMESPACE } from '../calls/call.cjs';

const MP4 = { fileName: 'a.mp4', mimeType: 'video/mp4' };

const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const uploadImages = { resource: 'image', operation: 'uploadImages' };
const posts = {
	resource: 'video',
	operation: 'scrapePlatform',
	videoUrls: 'https://www.tiktok.com/@a/video/1',
};
const creator = {
	resource: 'video',
	operation: 'scrapeCreator',
	creatorUrl: 'https://www.tiktok.com/@a',
};
const hashtag = { resource: 'video', operation: 'scrapeHashtag', hashtags: 'a' };

/** @param type of the image, as its extension has it */
const image = (type: string) => ({
	fileName: `a.${type}`,
	mimeType: `image/${type === 'jpg' ? 'jpeg' : type}`,
});
const manyTags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`).join();

/** The tests of the conflicts about uploads, scrapes and their callbacks, by row. */
export function uploadConflicts(tryNode: TryNode): Record<string, () => Promise<void> | void> {
	async function sent(parameters: Parameters<TryNode>[0]['parameters']): Promise<Pair[]> {
		const { requests, error } = await tryNode({ parameters });
		expect(error).toBe('');
		return requests[0]?.fields ?? [];
	}

	return {
		async 'Scope of uploads'() {
			const both = { uniqueId: NAMESPACE, folderId: FOLDER };
			const one = async (additionalFields: Partial<typeof both>) =>
				await sent({ ...uploadUrl, additionalFields });
			expect(await one({ uniqueId: NAMESPACE })).toContainEqual(['unique_id', NAMESPACE]);
			expect(await one({ folderId: FOLDER })).toContainEqual(['folder_id', FOLDER]);

			const refused = await tryNode({ parameters: { ...uploadUrl, additionalFields: both } });
			expect(refused.error).toMatch(/Unique ID/);
			expect(refused.requests).toEqual([]);
		},
		async 'Which of the two is newer'() {
			expect(await sent(uploadUrl)).toEqual([['url', 'https://example.com/a.mp4']]);
		},
		'When `callback` fires'() {
			const event = (status: string) =>
				parseCallback(JSON.stringify({ videoNo: 'VI1', status }))?.event;
			expect([event('UNPARSE'), event('PARSE')]).toEqual(['video.queued', 'video.indexed']);
		},
		async 'Place of `callback`'() {
			for (const apiVersion of ['v1', 'v1.1']) {
				const { requests } = await tryNode({
					parameters: { ...uploadFile, additionalFields: { callbackUrl: CALLBACK } },
					file: MP4,
					apiVersion,
				});
				expect(requests[0]).toMatchObject({ query: [], fields: [['callback', CALLBACK]] });
			}
		},
		async 'Name of the callback field'() {
			const names: Record<string, string[]> = {};
			for (const parameters of [uploadUrl, posts, creator, hashtag]) {
				const { requests } = await tryNode({
					parameters: { ...parameters, additionalFields: { callbackUrl: CALLBACK } },
				});
				const [request] = requests;
				const values = request?.json ?? Object.fromEntries(request?.fields ?? []);
				const found = Object.entries(values as object).filter(([, value]) => value === CALLBACK);
				names[parameters.operation] = found.map(([name]) => name);
			}
			expect(names).toEqual({
				uploadUrl: ['callback'],
				scrapePlatform: ['callback_url'],
				scrapeCreator: ['callback_url'],
				scrapeHashtag: ['callback'],
			});
		},
		async '`callBackUri` / `callBackURI`'() {
			const { requests } = await tryNode({
				parameters: { ...uploadFile, additionalFields: { callbackUrl: CALLBACK } },
				file: MP4,
				apiVersion: 'v1.0',
			});
			expect(requests[0]).toMatchObject({ query: [['callBackUri', CALLBACK]], fields: [] });
		},
		async '`quality`'() {
			for (const quality of ['360', '480', '720', '1080', '1440', '2160']) {
				const { requests } = await tryNode({
					parameters: { ...posts, additionalFields: { quality } },
				});
				expect(requests[0]?.json).toMatchObject({ quality });
			}
			const { requests } = await tryNode({ parameters: posts });
			expect(requests[0]?.json).not.toHaveProperty('quality');
		},
		async '`taskId`'() {
			for (const example of ['scraper_url.response.json', 'scraper_url.response.observed.json']) {
				const text = wireExample(example);
				const { items } = await tryNode({
					parameters: posts,
					fault: { kind: 'body', text, times: 1 },
				});
				const { data } = JSON.parse(text) as { data: { taskId: string } };
				expect(items).toEqual([{ taskId: data.taskId }]);
			}
		},
		async 'Image `id`'() {
			for (const example of [
				'derived.upload_img.response.unrounded-ids.json',
				'upload_img.response.string-ids.json',
			]) {
				const fault = { kind: 'body', text: wireExample(example), times: 1 } as const;
				const { items } = await tryNode({ parameters: uploadImages, file: image('png'), fault });
				expect(items.map(({ id }) => id)).toEqual(['568102998803353601', '568102998803353602']);
			}
		},
		async 'Image reply fields'() {
			const text = '{"code":"0000","data":[{"imageNo":568102998803353601,"imageName":"a"}]}';
			const { items } = await tryNode({
				parameters: uploadImages,
				file: image('png'),
				fault: { kind: 'body', text, times: 1 },
			});
			expect(items).toMatchObject([{ id: '568102998803353601', imageName: 'a' }]);
		},
		async 'Image formats'() {
			for (const type of ['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp']) {
				const { error, requests } = await tryNode({ parameters: uploadImages, file: image(type) });
				expect([type, error, requests.length]).toEqual([type, '', 1]);
			}
		},
		async '`tags` on the wire'() {
			const fields = await sent({ ...uploadUrl, additionalFields: { tags: 'a, b' } });
			expect(fields.slice(1)).toEqual([
				['tags', 'a'],
				['tags', 'b'],
			]);
		},
		async '`tags` count'() {
			const kinds = [
				{ parameters: uploadFile, file: MP4, most: 20 },
				{ parameters: uploadImages, file: image('png'), most: 50 },
			];
			for (const { parameters, file, most } of kinds) {
				const withTags = async (count: number) => {
					const additionalFields = { tags: manyTags(count) };
					return await tryNode({ parameters: { ...parameters, additionalFields }, file });
				};
				expect((await withTags(most)).requests[0]?.fields).toHaveLength(most);
				expect((await withTags(most + 1)).error).toMatch(`must not be more than ${most}`);
			}
		},
		async Coordinates() {
			const place = { latitude: 66.66, longitude: -116.4 };
			const fields = await sent({ ...uploadUrl, additionalFields: place });
			expect(fields.slice(1)).toEqual([
				['latitude', '66.66'],
				['longitude', '-116.4'],
			]);
			const { requests } = await tryNode({
				parameters: { resource: 'video', operation: 'search', query: 'a', filters: place },
			});
			expect(requests[0]?.json).toMatchObject(place);
		},
		async '`http` source URLs'() {
			const url = 'http://example.com/a.mp4';
			expect(await sent({ ...uploadUrl, url })).toEqual([['url', url]]);
		},
		async 'Upload reply'() {
			const text = wireExample('upload.response.minimal-observed.json');
			const { items } = await tryNode({
				parameters: uploadUrl,
				fault: { kind: 'body', text, times: 1 },
			});
			expect(items).toEqual([{ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' }]);
		},
		'`clientId` in callback'() {
			const read = (example: string) => parseCallback(wireExample(example));
			expect(read('callback.upload.parse.legacy-clientid.json')?.clientId).toMatch(/^d7a7/);
			expect(read('callback.upload.parse.json')).toMatchObject({ event: 'video.indexed' });
			expect(read('callback.upload.parse.json')?.clientId).toBeUndefined();
		},
		'Scraper callbacks'() {
			const event = (example: string) => parseCallback(wireExample(example))?.event;
			expect(event('callback.scraper.succeeded.json')).toBe('task.downloaded');
			expect(event('callback.scraper.succeeded-with-message.json')).toBe('task.downloaded');
			expect(event('callback.scraper.indexing-succeeded.json')).toBe('video.indexed');
		},
		async '`unique_id` in v1.2'() {
			const named = await sent({ ...uploadUrl, additionalFields: { uniqueId: 'default' } });
			expect(named).toContainEqual(['unique_id', 'default']);
			expect((await sent(uploadUrl)).map(([name]) => name)).not.toContain('unique_id');
		},
	};
}
