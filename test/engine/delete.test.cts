import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { afterError, nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

function fill(videoNos: string[], uniqueId = 'default'): void {
	for (const videoNo of videoNos) {
		account.sandbox.videos.push({ ...newVideo(videoNo, undefined, undefined), uniqueId });
	}
}

function itemsOf(videoNos: Array<string | number>): INodeExecutionData[] {
	return videoNos.map((videoNo) => ({ json: { videoNo } }));
}

async function deleteAll(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	onError: OnError = 'stopWorkflow',
) {
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'delete',
			videoNo: '={{ $json.videoNo }}',
			...parameters,
		},
		items,
		onError,
		credentials: account.credentials(),
	});
}

const left = () => account.sandbox.videos.map(({ videoNo }) => videoNo);
const bodies = () => account.sandbox.requests.map(({ json }) => json);

it('deletes the videos of all items with one request, whose body is the list of their numbers', async () => {
	fill(['VI1', 'VI2', 'VI3']);
	const result = await deleteAll(itemsOf(['VI1', 'VI3']));

	expect(left()).toEqual(['VI2']);
	expect(account.onlyRequest()).toMatchObject({ method: 'POST', body: '["VI1","VI3"]', query: [] });
	expect(result.outputOf(nodeName)).toMatchObject([
		{ json: { deleted: true, videoNo: 'VI1' }, pairedItem: 0 },
		{ json: { deleted: true, videoNo: 'VI3' }, pairedItem: 1 },
	]);
});

it('sends at most 100 in a request, and each number once', async () => {
	const videoNos = Array.from({ length: 205 }, (_, index) => `VI${index % 204}`);
	fill(videoNos);
	const result = await deleteAll(itemsOf(videoNos));

	expect(
		bodies()
			.map((body) => (body as string[]).length)
			.sort(),
	).toEqual([100, 100, 5]);
	expect(result.outputOf(nodeName)).toHaveLength(205);
});

it('a video that two items name is sent once, and put out for both', async () => {
	fill(['VI1']);
	const result = await deleteAll(itemsOf(['VI1', 'VI1']));

	expect(bodies()).toEqual([['VI1']]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
});

it('those of each Unique ID are deleted under it', async () => {
	fill(['VI1'], 'a');
	fill(['VI2'], 'b');
	const result = await deleteAll(
		[
			{ json: { videoNo: 'VI1', scope: 'a' } },
			{ json: { videoNo: 'VI2', scope: 'b' } },
			{ json: { videoNo: 'VI2', scope: 'a' } },
		],
		{ additionalFields: { uniqueId: '={{ $json.scope }}' } },
	);

	const sent = account.sandbox.requests.map(({ query, json }) => [query, json]);
	expect(sent).toHaveLength(2);
	expect(sent).toContainEqual([[['unique_id', 'a']], ['VI1', 'VI2']]);
	expect(sent).toContainEqual([[['unique_id', 'b']], ['VI2']]);
	expect(left()).toEqual([]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1, 2]);
});

it.each([
	['', /^Video Number is empty/],
	['PI-1', /public library/],
])('a number that is %j stops all of its request before it is sent', async (videoNo, words) => {
	fill(['VI1']);
	const result = await deleteAll(itemsOf(['VI1', videoNo]));

	expect(result.error?.message).toMatch(words);
	expect(result.error).toMatchObject({ context: { itemIndex: 1 } });
	expect(account.sandbox.requests).toEqual([]);
	expect(left()).toEqual(['VI1']);
});

it('with On Error: Continue, the others go without the one that cannot be', async () => {
	fill(['VI1', 'VI2']);
	const result = await deleteAll(itemsOf(['VI1', 'PI-1', 'VI2']), {}, 'continueErrorOutput');

	expect(left()).toEqual([]);
	expect(bodies()).toEqual([['VI1', 'VI2']]);
	expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 2]);
	expect(result.outputOf(afterError)).toMatchObject([
		{ json: { error: { message: expect.stringContaining('PI-1') as string } } },
	]);
});

it('what Memories.ai may have done already is not sent again, and the message says so', async () => {
	fill(['VI1']);
	account.sandbox.fault({ kind: 'status', status: 502, when: 'reply' });
	const result = await deleteAll(itemsOf(['VI1']));

	expect(account.sandbox.requests).toHaveLength(1);
	expect(result.error?.description).toMatch(/may already have done it[^]*library/);
	expect(result.error?.description).not.toContain('charged');
});
