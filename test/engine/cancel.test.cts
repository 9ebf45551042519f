import { until } from '../n8n/until.cjs';
import { engineLogger } from './container.cjs';
import { afterError, afterSuccess, binaryItem, nodeName, startNode } from './harness.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

/** Polls, because the sandbox offers no event; the deadline only ends what hangs. */
async function waitFor(condition: () => boolean): Promise<void> {
	if (!(await until(condition, 60_000, 5))) {
		throw new Error('What was waited for did not happen');
	}
}

const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };

it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'%s: stops requests that get no answer, and sends no more',
	async (onError) => {
		account.sandbox.fault({ kind: 'stall' });
		const running = await startNode({
			parameters: { ...uploadUrl, options: { concurrency: 2 } },
			items: [{ json: {} }, { json: {} }, { json: {} }],
			onError,
			credentials: account.credentials(),
		});
		await waitFor(() => account.sandbox.requests.length === 2);
		running.cancel();
		const result = await running.finished;

		expect(result.status).toBe('canceled');
		expect(result.runData[afterSuccess]).toBeUndefined();
		expect(result.runData[afterError]).toBeUndefined();
		expect(account.sandbox.requests).toHaveLength(2);
	},
);

describe('a wait for what was paid', () => {
	const time = useSimulatedTime();

	it('says what was received, in the message and in the log', async () => {
		const warned = jest.spyOn(engineLogger, 'warn');
		account.sandbox.settings.indexAfterMs = 3_600_000;
		const running = await startNode({
			parameters: { ...uploadUrl, waitFor: 'polling' },
			credentials: account.credentials(),
		});
		await time.untilAsleep();
		running.cancel();
		const result = await running.finished;

		const [video] = account.sandbox.videos;
		const told = `The execution was canceled. Already received: ${video?.videoNo}.`;
		expect(result.status).toBe('canceled');
		expect(result.error?.message).toBe(told);
		expect(warned.mock.calls).toEqual([[told]]);
	});
});

describe('the wait before a repeat', () => {
	const time = useSimulatedTime();

	it('is stopped without time passing', async () => {
		account.sandbox.fault({ kind: 'status', status: 429, retryAfter: '8' });
		const running = await startNode({ parameters: uploadUrl, credentials: account.credentials() });
		await time.untilAsleep();
		const before = Date.now();
		running.cancel();
		const result = await running.finished;

		expect(result.status).toBe('canceled');
		expect(Date.now()).toBe(before);
		expect(account.sandbox.requests).toHaveLength(1);
	});
});

it('stops an upload half way', async () => {
	const file = { content: { size: 64 * 1024 ** 2 }, fileName: 'a.mp4', mimeType: 'video/mp4' };
	const running = await startNode({
		parameters: { resource: 'video', operation: 'uploadFile' },
		items: [await binaryItem(file, 'filesystem')],
		binaryMode: 'filesystem',
		credentials: account.credentials(),
	});
	await waitFor(() => account.sandbox.requests.length === 1);
	running.cancel();
	const result = await running.finished;

	expect(result.status).toBe('canceled');
	expect(result.outputOf(nodeName)).toEqual([]);
});
