import { until } from '../n8n/until.cjs';
import { beginNode, endOf, runNode } from './run-node.cjs';
import { endIndexing, indexedVideo, onlyVideo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const UPLOAD = {
	resource: 'video',
	operation: 'uploadFile',
	binaryPropertyName: 'data',
	additionalFields: {},
	waitOptions: {},
};

beforeEach(resetSandbox);
afterEach(async () => {
	await setSandbox({ indexAfterMs: 200 });
});

test('Wait Until Indexed goes on with the indexed video', async () => {
	const videoNo = await indexedVideo();
	const { execution, items } = await runNode({
		resource: 'video',
		operation: 'waitUntilIndexed',
		videoNos: videoNo,
		additionalFields: {},
		waitOptions: {},
	});
	expect(execution.run.error).toBeUndefined();
	expect(items).toEqual([expect.objectContaining({ videoNo })]);
});

test('an upload that asks regularly goes on when the video is indexed', async () => {
	const { execution, items } = await runNode({ ...UPLOAD, waitFor: 'polling' }, 'clip.mp4');
	expect(execution.run.error).toBeUndefined();
	expect(items).toEqual([expect.objectContaining({ status: 'PARSE' })]);
});

test('an upload that waits for the callback sleeps in the database until it comes', async () => {
	const { client } = world();
	await setSandbox({ indexAfterMs: 3_600_000 });
	const id = await beginNode({ ...UPLOAD, waitFor: 'callback' }, 'clip.mp4');
	const asleep = await until(async () => {
		const { status } = await client.execution(id);
		return status !== 'new' && status !== 'running' && status;
	}, 60_000);
	expect(asleep).toBe('waiting');
	await endIndexing(await onlyVideo());
	const { execution, items } = await endOf(id);
	expect(execution.run.error).toBeUndefined();
	expect(items).toEqual([expect.objectContaining({ status: 'PARSE' })]);
});
