import { runNode } from './run-node.cjs';
import { indexedVideo, resetSandbox, scrapeTask, videosOf } from './sandbox.cjs';
import { until } from '../n8n/until.cjs';

beforeEach(resetSandbox);

test('Get puts out one video', async () => {
	const videoNo = await indexedVideo();
	const { items } = await runNode({
		resource: 'video',
		operation: 'get',
		videoNo,
		additionalFields: {},
	});
	expect(items).toEqual([expect.objectContaining({ videoNo })]);
});

test('Get ends the execution as failed where there is no such video', async () => {
	const { execution, items } = await runNode({
		resource: 'video',
		operation: 'get',
		videoNo: 'VI100000000000000001',
		additionalFields: {},
	});
	expect(execution.status).toBe('error');
	expect(execution.run.error?.message).toContain('VI100000000000000001 was not found');
	expect(items).toEqual([]);
});

test('Get Many puts out every video once', async () => {
	const videos = [await indexedVideo(), await indexedVideo(), await indexedVideo()];
	const { items } = await runNode({
		resource: 'video',
		operation: 'getAll',
		returnAll: true,
		filters: {},
	});
	expect(items.map(({ videoNo }) => videoNo).sort()).toEqual(videos.sort());
});

test('Get Status puts out the videos of a scrape', async () => {
	const taskId = await scrapeTask();
	const downloaded = await until(async () => {
		const videos = await videosOf(taskId);
		return videos.length > 0 && videos;
	}, 60_000);
	const { items } = await runNode({
		resource: 'task',
		operation: 'get',
		taskId,
		additionalFields: {},
	});
	expect(items).toEqual(
		downloaded?.map((videoNo): unknown => expect.objectContaining({ taskId, videoNo })),
	);
});
