import type { INodeParameters } from 'n8n-workflow';

import { nodeName, runTool, type ToolOptions } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** The node as an AI agent's tool: the agent reads what is told here, and nothing else. */
const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });

const uploadUrl = {
	resource: 'video',
	operation: 'uploadUrl',
	url: "={{ $fromAI('url', 'Direct link to the video', 'string') }}",
};
const VIDEO = 'https://example.com/a.mp4';

async function run(
	parameters: INodeParameters & { options?: INodeParameters },
	options: Partial<ToolOptions> & Pick<ToolOptions, 'agent'>,
) {
	return await runTool({
		parameters: { ...parameters, options: { maxRetries: 0, ...parameters.options } },
		credentials: account.credentials(),
		calls: [{ url: VIDEO }],
		...options,
	});
}

/** What the agent reads; where a tool that fails is set to stop the workflow, what a person reads. */
function heard({ told, error }: Awaited<ReturnType<typeof run>>): string {
	expect(told.length + (error ? 1 : 0)).toBe(1);
	return told[0] ?? error?.message ?? '';
}

const agents = ['classic', 'engine'] as const;
const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput', undefined] as const;
const all = agents.flatMap((agent) => modes.map((onError) => ({ agent, onError })));

describe.each(all)('agent $agent, On Error $onError', (options) => {
	it('tells the videoNo of an upload', async () => {
		const { told } = await run(uploadUrl, options);

		expect(told).toEqual([expect.stringContaining(account.sandbox.videos[0]?.videoNo ?? '-')]);
		expect(account.onlyRequest().fields).toContainEqual(['url', VIDEO]);
	});

	it('tells not to send again what may have been charged', async () => {
		account.sandbox.fault({ kind: 'status', status: 502, when: 'reply', times: 1 });
		const told = heard(await run(uploadUrl, options));

		expect(told).toMatch(/HTTP 502[^]*charged[^]*Do not send it again[^]*library/);
		expect(told.match(/Do not send it again/g)).toHaveLength(1);
	});

	it('tells what to do about a refusal', async () => {
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const told = heard(await run(uploadUrl, options));

		expect(told).toMatch(/0402[^]*Add credits/);
	});

	it('tells how a wait ended, with the number of what was uploaded', async () => {
		account.sandbox.settings.indexAfterMs = 60 * 60_000;
		const told = heard(
			await run({ ...uploadUrl, waitFor: 'polling', waitOptions: { timeout: 0 } }, options),
		);

		expect(told).toMatch(/VI\d+ was not ready in time[^]*Check it later/);
	});

	it.each([
		{ resource: 'video', operation: 'uploadFile' },
		{ resource: 'image', operation: 'uploadImages' },
	])('$operation: says that there are no files, and what there is instead', async (parameters) => {
		const told = heard(await run(parameters, options));

		expect(told).toMatch(/hands no files to its tools[^]*Upload URL/);
		expect(account.sandbox.requests).toEqual([]);
	});
});

it.each(modes)(
	'Until Indexed (Callback) is refused where n8n cannot: On Error %s',
	async (onError) => {
		const { told, status } = await run(
			{ ...uploadUrl, waitFor: 'callback' },
			{ agent: 'classic', onError },
		);

		expect(status).toBe('success');
		expect(told[0]).toMatch(
			/Wait For: a tool cannot sleep[^]*version 3[^]*Until Indexed \(Polling\)/,
		);
		expect(account.sandbox.requests).toEqual([]);
	},
);

it('under an agent whose tools have their own turn, the execution sleeps', async () => {
	account.sandbox.settings.indexAfterMs = 60 * 60_000;
	const result = await run({ ...uploadUrl, waitFor: 'callback' }, { agent: 'engine' });

	expect(result.status).toBe('waiting');
	expect(result.run.data.executionData?.nodeExecutionStack[0]?.node.name).toBe(nodeName);
	expect(account.sandbox.videos).toHaveLength(1);
});
