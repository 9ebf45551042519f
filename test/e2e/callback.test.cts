import { chain, memoriesAi, readFiles, receiver, START, start } from './build-workflow.cjs';
import { callbackAnswers, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const here = world();
const { client } = here;

beforeEach(resetSandbox);

test('an upload with a callback URL starts the other workflow once the video is indexed', async () => {
	const { workflow, url } = await receiver(here, { events: ['PARSE'], verify: true });
	const upload = await client.createWorkflow(
		chain(
			'Upload with a callback',
			start(),
			readFiles('clip.mp4'),
			memoriesAi('Memories.ai', {
				resource: 'video',
				operation: 'uploadFile',
				binaryPropertyName: 'data',
				additionalFields: { callbackUrl: url, callbackReference: 'order 7/b & co' },
			}),
		),
	);
	const uploaded = await client.runToEnd(upload, START);
	const videoNo = uploaded.run.output('Memories.ai')[0]?.json.videoNo;

	const [started] = await client.waitForExecutions(workflow.id, 1);
	expect(started?.status).toBe('success');
	// jest types its matchers as any.
	const metadata: unknown = expect.objectContaining({ video_no: videoNo, status: 'PARSE' });
	expect(started?.run.output('On callback').map(({ json }) => json)).toEqual([
		expect.objectContaining({
			event: 'video.indexed',
			status: 'PARSE',
			videoNo,
			reference: 'order 7/b & co',
			verified: true,
			metadata,
		}),
	]);
	// The sender sees an answer, too, and no callback was refused.
	expect(new Set(await callbackAnswers())).toEqual(new Set([200]));
});
