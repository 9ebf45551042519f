import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { wireExample } from '../unit/fixtures.cjs';
import { afterError, nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const LONG_ID = '671631448308117504';

beforeEach(() => {
	account.sandbox.folders.push(
		{ folderId: LONG_ID, name: 'a' },
		{ folderId: '671631448308117500', name: 'b' },
	);
});

function fill(videoNos: string[]): void {
	for (const videoNo of videoNos) {
		account.sandbox.videos.push(newVideo(videoNo, undefined, undefined));
	}
}

function itemsOf(videoNos: string[], folder = LONG_ID): INodeExecutionData[] {
	return videoNos.map((videoNo) => ({ json: { videoNo, folder } }));
}

async function move(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	onError: OnError = 'stopWorkflow',
) {
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'move',
			videoNo: '={{ $json.videoNo }}',
			folderId: '={{ $json.folder }}',
			...parameters,
		},
		items,
		onError,
		credentials: account.credentials(),
	});
}

const places = () => account.sandbox.videos.map(({ videoNo, folderId }) => [videoNo, folderId]);
const bodies = () => account.sandbox.requests.map(({ body }) => body);

it('moves the videos of all items with one request, the folder with all its digits', async () => {
	fill(['VI1', 'VI2', 'VI3']);
	const result = await move(itemsOf(['VI1', 'VI3']));

	expect(places()).toEqual([
		['VI1', LONG_ID],
		['VI2', undefined],
		['VI3', LONG_ID],
	]);
	expect(account.onlyRequest()).toMatchObject({
		method: 'POST',
		path: '/serve/api/v1/folders/move',
		body: `{"folder_id":${LONG_ID},"video_nos":["VI1","VI3"]}`,
	});
	expect(result.outputOf(nodeName)).toEqual([
		{ json: { moved: true, videoNo: 'VI1', folder_id: LONG_ID }, pairedItem: 0 },
		{ json: { moved: true, videoNo: 'VI3', folder_id: LONG_ID }, pairedItem: 1 },
	]);
});

it('sends the documented request', async () => {
	await move(itemsOf(['VI671631448308117504'], '671631448308117500'));

	const { body } = JSON.parse(wireExample('folders.move.request.json')) as { body: unknown };
	expect(JSON.parse(account.onlyRequest().body ?? '')).toEqual(body);
});

it('takes what is picked from the lists', async () => {
	fill(['VI1']);
	await move([{ json: {} }], {
		videoNo: { __rl: true, mode: 'list', value: 'VI1', cachedResultName: 'clip (VI1)' },
		folderId: { __rl: true, mode: 'list', value: LONG_ID, cachedResultName: 'a' },
	});

	expect(places()).toEqual([['VI1', LONG_ID]]);
});

it('sends at most 500 in a request, and each number once', async () => {
	const videoNos = Array.from({ length: 1005 }, (_, index) => `VI${index % 1004}`);
	const result = await move(itemsOf(videoNos));

	const counts = bodies().map((body) => (body?.split(',').length ?? 0) - 1);
	expect(counts.sort((a, b) => a - b)).toEqual([5, 500, 500]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual(videoNos.map((_, index) => index));
});

it('a video that two items name is sent once, and put out for both', async () => {
	const result = await move(itemsOf(['VI1', 'VI1']));

	expect(bodies()).toEqual([`{"folder_id":${LONG_ID},"video_nos":["VI1"]}`]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
});

it('those of each folder are moved together, and -1 is the default folder', async () => {
	fill(['VI1', 'VI2', 'VI3']);
	const result = await move([...itemsOf(['VI1']), ...itemsOf(['VI2'], '-1'), ...itemsOf(['VI3'])]);

	expect(bodies()).toHaveLength(2);
	expect(bodies()).toContain(`{"folder_id":${LONG_ID},"video_nos":["VI1","VI3"]}`);
	expect(bodies()).toContain('{"folder_id":-1,"video_nos":["VI2"]}');
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
});

it.each([
	['PI-1', LONG_ID, /public library and cannot be moved/],
	['', LONG_ID, /^Video Number is empty/],
	['VI2', '', /^Folder ID is empty/],
	['VI2', 'Holidays', /^Folder ID must be a whole number/],
])('video %j to folder %j is refused before anything is sent', async (videoNo, folder, message) => {
	const result = await move([...itemsOf(['VI1']), ...itemsOf([videoNo], folder)]);

	expect(result.error?.message).toMatch(message);
	expect(result.error).toMatchObject({ context: { itemIndex: 1 } });
	expect(account.sandbox.requests).toEqual([]);
});

it('with On Error: Continue, the others go without the one that cannot be', async () => {
	fill(['VI1', 'VI2']);
	const result = await move(itemsOf(['VI1', 'PI-1', 'VI2']), {}, 'continueErrorOutput');

	expect(bodies()).toEqual([`{"folder_id":${LONG_ID},"video_nos":["VI1","VI2"]}`]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
	expect(result.outputOf(afterError)).toMatchObject([
		{ json: { error: { message: expect.stringContaining('PI-1') as string } } },
	]);
});

it('a folder that is not there is a refusal, and all of its request are red', async () => {
	fill(['VI1']);
	const result = await move(itemsOf(['VI1', 'VI2'], '9'), {}, 'continueErrorOutput');

	expect(result.outputOf(nodeName)).toEqual([]);
	expect(result.outputOf(nodeName, 1).map(linkOf)).toEqual([0, 1]);
	expect(places()).toEqual([['VI1', undefined]]);
});
