import { runTool } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** As an AI agent's tool: the model fills in what a person would pick from a list. */
const account = useSandbox();

const LONG_ID = '671631448308117504';

const fromModel = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;

const ways = [
	['By ID', (name: string) => ({ __rl: true, mode: 'id', value: fromModel(name) })],
	['the whole field', fromModel],
] as const;

describe.each(['classic', 'engine'] as const)('agent %s', (agent) => {
	it.each(ways)('a folder in %s keeps its digits', async (_way, field) => {
		account.sandbox.folders.push({ folderId: LONG_ID, name: 'old' });
		const { told } = await runTool({
			agent,
			parameters: {
				resource: 'folder',
				operation: 'rename',
				folderId: field('folder'),
				name: fromModel('name'),
			},
			calls: [{ folder: LONG_ID, name: 'new' }],
			credentials: account.credentials(),
		});

		expect(account.sandbox.folders).toEqual([{ folderId: LONG_ID, name: 'new' }]);
		expect(told).toEqual([expect.stringContaining(LONG_ID)]);
	});

	it.each([
		[
			'a new tool uploads a link',
			{},
			{ URL: 'https://example.com/a.mp4' },
			['url', 'https://example.com/a.mp4'],
		],
		[
			'Scrape Platform takes links',
			{ operation: 'scrapePlatform' },
			{ Post_URLs: 'https://youtu.be/T2ThsydNQaM' },
			['video_urls', ['https://youtu.be/T2ThsydNQaM']],
		],
		[
			'Find takes words',
			{ operation: 'search' },
			{ Query: 'someone opens a door' },
			['search_param', 'someone opens a door'],
		],
	])('what is needed is left to the model: %s', async (_what, parameters, call, sent) => {
		await runTool({ agent, parameters, calls: [call], credentials: account.credentials() });

		const { fields, json } = account.onlyRequest();
		expect([...fields, ...Object.entries(json ?? {})]).toContainEqual(sent);
	});

	it('one video is left to the model', async () => {
		const { told } = await runTool({
			agent,
			parameters: { operation: 'get' },
			calls: [{ Video_Number: 'VI1' }],
			credentials: account.credentials(),
		});

		expect(account.onlyRequest().query).toEqual([['video_no', 'VI1']]);
		expect(told).toEqual([expect.stringContaining('VI1')]);
	});

	it('a memory is added from what the model says', async () => {
		const { told } = await runTool({
			agent,
			parameters: {
				resource: 'memory',
				operation: 'create',
				memories: { memory: [{ role: 'user', content: fromModel('fact') }] },
			},
			calls: [{ fact: 'lives in Berlin' }],
			credentials: account.credentials(),
		});

		expect(account.sandbox.memories).toMatchObject([{ content: 'lives in Berlin' }]);
		expect(told).toEqual([expect.stringContaining('"added":1')]);
	});
});
