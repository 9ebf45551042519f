import type { INodeParameters } from 'n8n-workflow';
import { afterSuccess, nodeName, runNode, type NodeOptions } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

/**
 * What happens before the execution sleeps, and what it sleeps with. That a callback wakes it is
 * tested in a whole n8n.
 */
const account = useSandbox({ indexAfterMs: 60 * 60_000, downloadAfterMs: 60 * 60_000 });

const uploadUrl = {
	resource: 'video',
	operation: 'uploadUrl',
	url: '={{ $json.url ?? "https://example.com/a.mp4" }}',
	waitFor: 'callback',
};
const creator = { creatorUrl: 'https://www.tiktok.com/@cutshall73' };

async function run(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	return await runNode({ parameters, credentials: account.credentials(), ...options });
}

const scrape = (operation: string, library: string, what: INodeParameters) => ({
	resource: 'video',
	operation,
	library,
	...what,
	waitFor: 'callback',
});
const post = { videoUrls: 'https://www.tiktok.com/@someone/video/1' };

describe('the callback is the URL that wakes this execution', () => {
	const cases: Array<[path: string, name: string, parameters: INodeParameters]> = [
		['upload_url', 'callback', uploadUrl],
		['scraper_url', 'callback_url', scrape('scrapePlatform', 'private', post)],
		['scraper_url_public', 'callback_url', scrape('scrapePlatform', 'public', post)],
		['scraper', 'callback_url', scrape('scrapeCreator', 'private', creator)],
		['scraper_public', 'callback_url', scrape('scrapeCreator', 'public', creator)],
		['scraper_tag', 'callback', scrape('scrapeHashtag', 'private', { hashtags: 'travel' })],
	];

	it.each(cases)('%s: as %s', async (path, name, parameters) => {
		const result = await run(parameters, {
			webhookWaitingBaseUrl: 'http://127.0.0.1:5678/n8n/webhook-waiting',
		});
		const [sent] = account.sandbox.requests;
		const fields = new Map(sent?.fields ?? []);

		expect(result.status).toBe('waiting');
		expect(sent?.path).toBe(`/serve/api/v1/${path}`);
		expect(fields.get(name) ?? (sent?.json as Record<string, unknown> | undefined)?.[name]).toMatch(
			/^http:\/\/127\.0\.0\.1:5678\/n8n\/webhook-waiting\/1/,
		);
	});
});

it('sleeps until the deadline, with what is known so far as its items', async () => {
	const before = Date.now();
	const result = await run(
		{
			...uploadUrl,
			waitOptions: { timeout: 45, onTimeout: 'continue' },
			// So that the sandbox has the videos in the order of the items.
			options: { concurrency: 1 },
		},
		{ items: ['a', 'b'].map((name) => ({ json: { url: `https://example.com/${name}.mp4` } })) },
	);
	const output = result.outputOf(nodeName);

	expect(result.status).toBe('waiting');
	expect(result.runData[afterSuccess]).toBeUndefined();
	// A minute after the deadline, when the node itself has ended the sleep.
	const waitTill = result.run.waitTill?.getTime() ?? 0;
	expect(waitTill - before).toBeGreaterThanOrEqual(46 * 60_000);
	// The time may be counted from any moment of the run, however long that takes.
	expect(waitTill - Date.now()).toBeLessThanOrEqual(46 * 60_000);
	expect(output.map(({ json }) => json)).toMatchObject(
		account.sandbox.videos.map(({ videoNo }) => ({ videoNo, status: 'UNPARSE', timedOut: true })),
	);
	expect(output.map(linkOf)).toEqual([0, 1]);
});

it('sleeps with errors as its items where the user wants them, which say that nobody has looked', async () => {
	const result = await run(uploadUrl);
	const [item] = result.outputOf(nodeName);

	expect(Object.keys(item?.json ?? {})).toEqual(['error']);
	expect(item?.json.error).toMatchObject({
		message: expect.stringContaining('was not ready in time') as string,
		description: expect.stringContaining('Nobody has looked') as string,
		videoNo: account.sandbox.videos[0]?.videoNo,
	});
});

it('has a secret of its own in the URL, one for all items and another one in each execution', async () => {
	const items = ['a', 'b'].map((name) => ({ json: { url: `https://example.com/${name}.mp4` } }));
	await run(uploadUrl, { items });
	await run(uploadUrl);

	const urls = account.sandbox.requests
		.filter(({ path }) => path.endsWith('/upload_url'))
		.map(({ fields }) => new Map(fields).get('callback') ?? '');
	const [first = '', second, other] = urls.map((url) => new URL(url).searchParams.get('token'));
	expect(first).toMatch(/^[\w-]{22}$/);
	expect(second).toBe(first);
	expect(other).not.toBe(first);
});

it('has the same secret in every try, so that what was paid is not sent again', async () => {
	account.sandbox.fault({ kind: 'delay', ms: 0, endpoint: 'upload_url', times: 1 });
	account.sandbox.fault({ kind: 'code', code: '0003', endpoint: 'upload_url', times: 1 });
	const result = await run(
		{ ...uploadUrl, options: { concurrency: 1 } },
		{
			maxTries: 2,
			items: ['a', 'b'].map((name) => ({ json: { url: `https://example.com/${name}.mp4` } })),
		},
	);
	const uploads = account.sandbox.requests
		.filter(({ path }) => path.endsWith('/upload_url'))
		.map(({ fields }) => new Map(fields));

	expect(result.status).toBe('waiting');
	expect(uploads.map((fields) => fields.get('url')?.slice(-5))).toEqual([
		'a.mp4',
		'b.mp4',
		'b.mp4',
	]);
	expect(new Set(uploads.map((fields) => fields.get('callback'))).size).toBe(1);
});

it('does not sleep when all is indexed already, and puts out what polling would', async () => {
	account.sandbox.settings.indexAfterMs = 0;
	const result = await run(uploadUrl);

	expect(result.status).toBe('success');
	expect(result.outputOf(afterSuccess)).toMatchObject([
		{
			json: {
				videoNo: account.sandbox.videos[0]?.videoNo,
				status: 'PARSE',
				metadata: { duration: 12 },
			},
		},
	]);
});

describe('is refused before anything is sent', () => {
	const cases: Array<[what: string, parameters: INodeParameters, words: RegExp]> = [
		[
			'with a callback of its own',
			{ ...uploadUrl, additionalFields: { callbackUrl: 'https://n8n.example.com/webhook/6f' } },
			/^Callback URL.*Wait For/,
		],
		[
			'with a reference, which the callback would carry',
			{ ...uploadUrl, additionalFields: { callbackReference: 'order-1042' } },
			/Callback Reference.*Wait For/,
		],
		[
			'for public hashtags, which have no callback',
			scrape('scrapeHashtag', 'public', { hashtags: 'travel' }),
			/^Wait For.*hashtags/,
		],
		['with a timeout that is none', { ...uploadUrl, waitOptions: { timeout: -1 } }, /^Timeout/],
		[
			'in a way that does not exist',
			{ ...uploadUrl, waitFor: '={{ "patience" }}' },
			/^Wait For is not one/,
		],
	];

	it.each(cases)('%s', async (_what, parameters, words) => {
		const result = await run(parameters);

		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(words);
		expect(account.sandbox.requests).toEqual([]);
	});

	const versions: Array<[apiVersion: string, waitFor: string]> = [
		['v1.1', 'polling'],
		['v1.1', 'callback'],
		['v1.0', 'polling'],
		['v1.0', 'callback'],
	];
	it.each(versions)('by API version %s: %s', async (apiVersion, waitFor) => {
		const result = await run(
			{ ...uploadUrl, waitFor },
			{ credentials: account.credentials({ apiVersion }) },
		);

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('API Version');
		expect(result.error?.description).toContain('Current');
		expect(account.sandbox.requests).toEqual([]);
	});

	it('where the URL is longer than Memories.ai takes', async () => {
		const webhookWaitingBaseUrl = 'http://127.0.0.1:5678/'.padEnd(300, 'a');
		const result = await run(uploadUrl, { webhookWaitingBaseUrl });

		expect(result.error?.message).toMatch(/too long.*299/);
		expect(result.error?.description).toContain('WEBHOOK_URL');
		expect(account.sandbox.requests).toEqual([]);
	});

	it('with the setting Execute Once, under which n8n would lose the ids', async () => {
		const result = await run(uploadUrl, { executeOnce: true });

		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(/^Wait For.*Execute Once/);
		expect(account.sandbox.requests).toEqual([]);
	});

	it.each(['http://127.0.0.1:5678/webhook-waiting', 'http://n8n.example.com/webhook-waiting'])(
		'where the internet cannot reach it: %s',
		async (webhookWaitingBaseUrl) => {
			const credentials = account.credentials({ baseUrl: 'https://memories.example.com' });
			const result = await run(uploadUrl, { credentials, webhookWaitingBaseUrl });

			expect(result.status).toBe('error');
			expect(result.error?.message).toContain('cannot call this n8n back');
			expect(result.error?.description).toContain('WEBHOOK_URL');
		},
	);
});
