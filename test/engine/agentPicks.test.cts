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
