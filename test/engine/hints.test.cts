import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { shownOperations } from '../editor/operations.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();
/** For what searches with an image. */
const photo = {
	content: { path: join(__dirname, '../fixtures/photo.png') },
	fileName: 'photo.png',
	mimeType: 'image/png',
};

/** What the editor shows above the output. */
async function hintsOf(parameters: INodeParameters, itemCount = 1): Promise<string[]> {
	const item = await binaryItem(photo, 'filesystem');
	const result = await runNode({
		parameters: { resource: 'video', ...parameters },
		items: Array.from({ length: itemCount }, () => item),
		binaryMode: 'filesystem',
		credentials: account.credentials(),
	});
	expect(result.status).toBe('success');
	return (result.runData[nodeName]?.[0]?.hints ?? []).map(({ message }) => message);
}

const upload = { operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const scrape = {
	operation: 'scrapePlatform',
	library: 'private',
	videoUrls: 'https://www.tiktok.com/@someone/video/1',
};

it.each([upload, scrape])(
	'$operation: a Test URL as callback is said to be one, once',
	async (parameters) => {
		const callbackUrl = 'https://n8n.example.com/webhook-test/1/webhook';
		const hints = await hintsOf({ ...parameters, additionalFields: { callbackUrl } }, 3);

		expect(hints).toEqual([expect.stringMatching(/Test URL[^]*Production URL/)]);
		expect(account.sandbox.requests).toHaveLength(3);
	},
);

it('a Production URL is nothing to speak of', async () => {
	const callbackUrl = 'https://n8n.example.com/webhook/1/webhook';
	expect(await hintsOf({ ...upload, additionalFields: { callbackUrl } })).toEqual([]);
});

const getMany = { operation: 'getAll', returnAll: true };

it('an empty list says that videos of a Unique ID are elsewhere', async () => {
	expect(await hintsOf(getMany)).toEqual([expect.stringMatching(/add the filter Unique ID/)]);
});

it('an empty list of a Unique ID names it', async () => {
	expect(await hintsOf({ ...getMany, filters: { uniqueId: 'project 1' } })).toEqual([
		expect.stringMatching(/No videos were found with Unique ID project 1/),
	]);
});

const query = 'a boat';
const SEARCHES = [
	{ resource: 'video', operation: 'search', query },
	{ resource: 'video', operation: 'search', query, library: 'public' },
	{ resource: 'video', operation: 'searchByImage' },
	{ resource: 'video', operation: 'findClips', videoNo: 'VI1', prompt: query },
	{ resource: 'image', operation: 'search', query },
	{ resource: 'transcript', operation: 'search', query },
	{ resource: 'transcript', operation: 'search', query, library: 'public' },
	{ resource: 'memory', operation: 'search', query },
] satisfies INodeParameters[];

it.each(SEARCHES)(
	'$resource $operation $library: nothing found, which is said once',
	async (parameters) => {
		account.sandbox.fault({ kind: 'body', text: '{"code":"0000","data":null}', times: 3 });
		expect(await hintsOf(parameters, 3)).toEqual([expect.stringMatching(/^Nothing was found/)]);
	},
);

it('every search is among these', () => {
	const searches = shownOperations().filter(({ id }) => /\.(search|find)/.test(id));
	expect(new Set(SEARCHES.map(({ resource, operation }) => `${resource}.${operation}`))).toEqual(
		new Set(searches.map(({ id }) => id)),
	);
});

it('nothing found for one item is nothing to speak of where another has hits', async () => {
	account.sandbox.settings.indexAfterMs = 0;
	await hintsOf({ ...upload, additionalFields: { tags: 'boat' } });
	const perItem = "={{ $itemIndex === 0 ? 'boat' : 'nowhere' }}";
	expect(await hintsOf({ operation: 'search', query: perItem }, 2)).toEqual([]);
});

it('a search with hits needs no hint', async () => {
	Object.assign(account.sandbox.settings, { indexAfterMs: 0, searchFinds: 'all' });
	await hintsOf(upload);
	expect(await hintsOf({ operation: 'search', query })).toEqual([]);
});

it('a list with videos needs no hint', async () => {
	await hintsOf(upload);
	expect(await hintsOf(getMany)).toEqual([]);
});
