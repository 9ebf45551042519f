import { z } from 'zod';
import { chain, memoriesAi, node, start, withCredential } from '../test/e2e/build-workflow.cjs';
import { inParallel } from '../test/e2e/in-parallel.cjs';
import { control, uploadLink } from '../test/sandbox/remote.cjs';
import type { ByHand } from './by-hand-results.cjs';
import { bothWays, runByHand } from './by-hand-uploads.cjs';
import { byHandWorkflow } from './by-hand-workflows.cjs';
import type { FreshN8n, Stage } from './stage.cjs';

/** Lanes in which the videos are brought in. */
const LANES = 10;
const LIST = 'List';

/** Lists so many videos of an API that takes so many requests a second. */
export async function benchPages(
	n8n: FreshN8n,
	stage: Stage,
	{ videos, perSecond }: { videos: number; perSecond: number },
): Promise<ByHand['pages']> {
	const { standIn } = stage;
	const getAll = { resource: 'video', operation: 'getAll', returnAll: true };
	const own = chain('List', start(), memoriesAi('Videos', getAll, stage.memoriesAi));
	await standIn.restart({ callbacks: 'none', indexAfterMs: 0 });
	await inParallel(LANES, Array.from({ length: videos }), () => uploadLink(standIn));
	await standIn.change({ requestsPerSecond: perSecond });
	const figures = await bothWays(await byHandWorkflow(stage, 'list-videos'), own, async (file) => {
		const { status, run } = await runByHand(n8n, file);
		return { status, listed: run.output('Videos').length };
	});
	return { videos, perSecond, ...figures };
}

/** A Folder ID as the documents show it; a number of JavaScript has no room for its last digits. */
const FIRST_ID = 671631448308117504n;
const STEP = 1001n;

const id = z.union([z.string(), z.number()]).transform(String);
const listed = z.union([
	z.object({ folder_id: id }).transform(({ folder_id }) => [folder_id]),
	z
		.object({ data: z.object({ folders: z.array(z.object({ folder_id: id })) }) })
		.transform(({ data }) => data.folders.map(({ folder_id }) => folder_id)),
]);

/** Reads so many ids that the API sends as bare numbers. */
export async function benchIds(
	n8n: FreshN8n,
	{ standIn, headerAuth, memoriesAi: credential }: Stage,
	ids: number,
): Promise<ByHand['ids']> {
	const folders = Array.from({ length: ids }, (_, at) => String(FIRST_ID + BigInt(at) * STEP));
	await standIn.restart({});
	for (const folderId of folders) {
		await control(standIn, 'POST', 'folders', { folderId, name: folderId });
	}
	const request = node(LIST, 'n8n-nodes-base.httpRequest', 4.2, {
		url: `${standIn.url}/serve/api/v1/folders`,
		authentication: 'genericCredentialType',
		genericAuthType: headerAuth.type,
		options: {},
	});
	const http = chain('Ids', start(), withCredential(request, headerAuth));
	const getAll = { resource: 'folder', operation: 'getAll' };
	const own = chain('Ids', start(), memoriesAi(LIST, getAll, credential));
	const figures = await bothWays(http, own, async (file) => {
		const { run } = await runByHand(n8n, file);
		const out = new Set(run.output(LIST).flatMap(({ json }) => listed.parse(json)));
		return { right: folders.filter((folderId) => out.has(folderId)).length };
	});
	return { ids, ...figures };
}
