import { z } from 'zod';
import { control, uploadLink } from '../sandbox/remote.cjs';
import { memoriesAi } from './build-workflow.cjs';
import { NODE, runNode } from './run-node.cjs';
import { queueFault, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { client, credential, sandbox } = world();

/** Its last digits are lost where it is read as a number. */
const LONG_ID = '671631448308117504';

const getVideo = (more: Record<string, unknown> = {}) =>
	memoriesAi(NODE, { resource: 'video', operation: 'get', ...more }, credential);

beforeEach(resetSandbox);

test('a video is listed in its namespace, found by its number, and picked', async () => {
	await uploadLink(sandbox);
	const videoNo = await uploadLink(sandbox, 'project 1');
	const additionalFields = { uniqueId: { __rl: true, mode: 'id', value: 'project 1' } };
	const { results } = await client.searchList(
		getVideo({ additionalFields }),
		'videoNo',
		'searchVideos',
		videoNo.slice(-4),
	);
	expect(results.map(({ value }) => value)).toEqual([videoNo]);

	const { items } = await runNode({
		resource: 'video',
		operation: 'get',
		videoNo: { __rl: true, mode: 'list', value: videoNo, cachedResultName: results[0]?.name },
		additionalFields,
	});
	expect(items).toMatchObject([{ videoNo }]);
});

test('a folder is listed and picked with all digits of its id, in a collection as well', async () => {
	await control(sandbox, 'POST', 'folders', { folderId: LONG_ID, name: 'Holidays' });
	const upload = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
	const { results } = await client.searchList(
		memoriesAi(NODE, upload, credential),
		'additionalFields.folderId',
		'searchTargetFolders',
	);
	expect(results).toMatchObject([{ value: '-1' }, { name: 'Holidays', value: LONG_ID }]);

	const folderId = { __rl: true, mode: 'list', value: results[1]?.value };
	await runNode({ ...upload, additionalFields: { folderId } });
	const { items } = await runNode({
		resource: 'video',
		operation: 'getAll',
		returnAll: true,
		filters: { folderId },
	});
	expect(items).toHaveLength(1);
});

const shown = z.object({ message: z.string(), description: z.string(), httpCode: z.string() });

test('a list that cannot be had says why', async () => {
	await queueFault({ kind: 'code', code: '0401' });
	const refused = await client
		.searchList(getVideo(), 'additionalFields.uniqueId', 'searchUniqueIds')
		.catch((error: unknown) => (error instanceof Error ? error.cause : undefined));

	expect(shown.parse(JSON.parse(z.string().parse(refused)))).toEqual({
		message: expect.stringMatching(/^Memories.ai refused the request.*0401/) as string,
		description: expect.stringMatching(/API Key/) as string,
		httpCode: '401',
	});
});
