import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { MemoriesAi } from '../../nodes/MemoriesAi/MemoriesAi.node';
import { nodeName, runNode } from './harness.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const callbackUrl = 'https://n8n.example.com/webhook/6f';
const profile = 'https://www.tiktok.com/@cutshall73';

async function run(parameters: INodeParameters, items?: INodeExecutionData[]) {
	return await runNode({ parameters, items, credentials: account.credentials() });
}

const creator = (library: string, additionalFields: INodeParameters = {}) => ({
	resource: 'video',
	operation: 'scrapeCreator',
	library,
	creatorUrl: profile,
	additionalFields,
});

const hashtag = (library: string, additionalFields: INodeParameters = {}) => ({
	resource: 'video',
	operation: 'scrapeHashtag',
	library,
	hashtags: 'travel',
	additionalFields,
});

const hash_tags = ['travel'];

const cases: Array<[path: string, parameters: INodeParameters, sent: object]> = [
	['scraper', creator('private'), { username: profile }],
	['scraper', creator('private', { scraperCount: 7 }), { username: profile, scraper_cnt: 7 }],
	[
		'scraper',
		creator('private', { callbackUrl }),
		{ username: profile, callback_url: callbackUrl },
	],
	['scraper', creator('private', { uniqueId: 'a b' }), { username: profile, unique_id: 'a b' }],
	['scraper', creator('private', { folderId: '-1' }), { username: profile, folder_id: -1 }],
	['scraper_public', creator('public'), { username: profile }],
	['scraper_public', creator('public', { scraperCount: 7 }), { username: profile, scraper_cnt: 7 }],
	[
		'scraper_public',
		creator('public', { callbackUrl }),
		{ username: profile, callback_url: callbackUrl },
	],
	['scraper_tag', hashtag('private'), { hash_tags }],
	['scraper_tag', hashtag('private', { scraperCount: 7 }), { hash_tags, scraper_cnt: 7 }],
	// Here, and only here, the documents call it `callback`.
	['scraper_tag', hashtag('private', { callbackUrl }), { hash_tags, callback: callbackUrl }],
	['scraper_tag', hashtag('private', { uniqueId: 'a b' }), { hash_tags, unique_id: 'a b' }],
	['scraper_tag', hashtag('private', { folderId: '-1' }), { hash_tags, folder_id: -1 }],
	['scraper_tag_public', hashtag('public'), { hash_tags }],
	['scraper_tag_public', hashtag('public', { scraperCount: 7 }), { hash_tags, scraper_cnt: 7 }],
];

it.each(cases)('%s: %j', async (path, parameters, sent) => {
	const result = await run(parameters);
	const request = account.onlyRequest();
	const output = result.outputOf(nodeName);

	expect(result.error).toBeUndefined();
	expect(request).toMatchObject({ method: 'POST', path: `/serve/api/v1/${path}`, query: [] });
	expect(request.contentType).toMatch(/^application\/json/);
	expect(request.headers.authorization).toBe(account.sandbox.key);
	expect(request.json).toEqual(sent);
	expect(output).toMatchObject([{ json: { taskId: expect.any(String) as string } }]);
	expect(output.map(linkOf)).toEqual([0]);
});

it('the reference travels in the callback', async () => {
	await run(creator('private', { callbackUrl, callbackReference: 'order 1' }));

	expect(account.onlyRequest().json).toMatchObject({
		callback_url: `${callbackUrl}?reference=order%201`,
	});
});

describe('hashtags', () => {
	it.each([
		['#travel, food', ['travel', 'food']],
		['travel\n#food', ['travel', 'food']],
		['##travel', ['travel']],
		['# travel', ['travel']],
		['#travel, #, ', ['travel']],
		['={{ ["#travel", "food"] }}', ['travel', 'food']],
		['#Straße', ['Straße']],
		['#travel #food', ['travel', 'food']],
		['#travel#food', ['travel', 'food']],
		['travel  food', ['travel', 'food']],
		['travel\t#food,\u00a0sea', ['travel', 'food', 'sea']],
		['={{ ["#travel #food", "sea"] }}', ['travel', 'food', 'sea']],
		['＃旅行\u3000＃料理', ['旅行', '料理']],
	])('%s', async (hashtags, sent) => {
		await run({ ...hashtag('private'), hashtags });

		expect(account.onlyRequest().json).toEqual({ hash_tags: sent });
	});
});

describe('each item', () => {
	it('is a scrape of its own, with its own values', async () => {
		const result = await run(
			{ ...creator('={{ $json.library }}'), creatorUrl: '={{ $json.url }}' },
			[
				{ json: { url: profile, library: 'private' } },
				{ json: { url: 'https://www.youtube.com/@someone', library: 'public' } },
			],
		);

		// They are sent at the same time, in no order.
		expect(account.sandbox.requests.map(({ path, json }) => [path, json]).sort()).toEqual([
			['/serve/api/v1/scraper', { username: profile }],
			['/serve/api/v1/scraper_public', { username: 'https://www.youtube.com/@someone' }],
		]);
		expect(result.outputOf(nodeName).map(linkOf)).toEqual([0, 1]);
	});
});

describe('is refused before anything is sent', () => {
	const refused: Array<[what: string, parameters: INodeParameters, words: RegExp]> = [
		['no profile', { ...creator('private'), creatorUrl: '={{ "" }}' }, /^Creator URL is empty/],
		['a name', { ...creator('private'), creatorUrl: '@cutshall73' }, /^Creator URL.*https/],
		['no hashtag', { ...hashtag('private'), hashtags: '#, ' }, /^Hashtags is empty/],
		['hashtags that are none', { ...hashtag('private'), hashtags: '={{ [{}] }}' }, /^Hashtags/],
		['no posts', creator('private', { scraperCount: '={{ 0 }}' }), /^Number of Posts/],
		['half a post', creator('private', { scraperCount: '={{ 1.5 }}' }), /^Number of Posts/],
		['a library of its own', creator('={{ "mine" }}'), /^Library/],
		['two scopes', hashtag('private', { uniqueId: 'a', folderId: '1' }), /Unique ID and Folder ID/],
		['a long callback', creator('private', { callbackUrl: callbackUrl.padEnd(300, 'a') }), /299/],
	];

	it.each(refused)('%s', async (_what, parameters, words) => {
		const result = await run(parameters);

		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
		expect(result.error?.message).toMatch(words);
		expect(account.sandbox.requests).toEqual([]);
	});
});

it('a scrape that may have arrived is not repeated', async () => {
	account.sandbox.fault({ kind: 'reset', when: 'reply' });
	const result = await run(creator('private'));

	expect(result.status).toBe('error');
	expect(account.sandbox.requests).toHaveLength(1);
});

it.each(['scrapePlatform', 'scrapeCreator', 'scrapeHashtag'])(
	'%s: the notice that it is permanent shows for the public library only',
	(operation) => {
		const notices = new MemoriesAi().description.properties.filter(
			({ type, displayName, displayOptions }) =>
				type === 'notice' &&
				displayName.includes('permanent') &&
				displayOptions?.show?.operation?.includes(operation),
		);

		expect(notices).toHaveLength(1);
		expect(notices[0]?.displayOptions?.show).toMatchObject({ library: ['public'] });
	},
);
