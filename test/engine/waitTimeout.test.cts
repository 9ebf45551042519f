import type { INodeParameters } from 'n8n-workflow';
import { movingConnections } from '../faults/connections.cjs';
import type { FaultInput } from '../sandbox/faults.cjs';
import { nodeName, startNode, type WorkflowResult } from './harness.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { useSandbox } from './useSandbox.cjs';

/** All is ready at once, without timers; but questions are not answered. */
const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
const time = useSimulatedTime(movingConnections());

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What the last check has, although it begins when time is up: for one job. */
const LAST_CHECK_MS = 7 * SECOND;

/** What simulated time may go on by while nothing seems to move; one unanswered request has 300. */
const SLACK_MS = 15 * SECOND;

jest.setTimeout(MINUTE);

const post = 'https://www.tiktok.com/@someone/video/1';
const uploadUrl = { operation: 'uploadUrl', url: 'https://example.com/a.mp4', waitFor: 'polling' };
const inNamespace = { ...uploadUrl, additionalFields: { uniqueId: 'a' } };
const scrape = { operation: 'scrapePlatform', videoUrls: post, waitFor: 'polling' };
const wait = { operation: 'waitUntilIndexed', videoNos: 'VI1' };

/** @returns the result, and how long it took, in milliseconds */
async function run(given: INodeParameters, timeout: number, more: INodeParameters = {}) {
	const before = Date.now();
	const running = await startNode({
		parameters: {
			resource: 'video',
			...given,
			waitOptions: { timeout, onTimeout: 'continue', ...more },
		},
		credentials: account.credentials(),
	});
	const result = await time.pass(running.finished);
	return { result, ms: Date.now() - before };
}

function outputOf(result: WorkflowResult) {
	expect(result.error).toBeUndefined();
	return result.outputOf(nodeName).map(({ json }) => json);
}

type Hang = [what: string, fault: FaultInput];

const hangs: Hang[] = [
	['never answered', { kind: 'stall' }],
	['answered half', { kind: 'stalledReply' }],
	['answered in drops', { kind: 'drip', everyMs: 10_000 }],
	['told to slow down for minutes', { kind: 'status', status: 429, retryAfter: '300' }],
];

describe.each<[name: string, endpoint: string, parameters: INodeParameters]>([
	['an upload', 'list_videos', uploadUrl],
	['an upload with a Unique ID', 'get_metadata', inNamespace],
	['a scrape', 'get_video_ids_by_task_id', scrape],
	['Wait Until Indexed', 'list_videos', wait],
])('%s', (_name, endpoint, parameters) => {
	it.each(hangs)('whose questions are %s ends when its time is up', async (_what, fault) => {
		account.sandbox.fault({ ...fault, endpoint });
		const { result, ms } = await run(parameters, 1);

		expect(outputOf(result)).toMatchObject([{ timedOut: true }]);
		expect(ms).toBeLessThanOrEqual(MINUTE + SLACK_MS);
		expect(ms).toBeGreaterThanOrEqual(MINUTE);

		// What waited for its turn is not sent afterwards.
		const sent = account.sandbox.requests.length;
		await jest.advanceTimersByTimeAsync(10 * MINUTE);
		expect(account.sandbox.requests).toHaveLength(sent);
	});
});

it('comes out with the status that was known last', async () => {
	const data = { videos: [{ video_no: 'VI1', status: 'UNPARSE' }] };
	const text = JSON.stringify({ code: '0000', msg: 'success', data });
	account.sandbox.fault({ kind: 'body', text, endpoint: 'list_videos', times: 2 });
	account.sandbox.fault({ kind: 'stall', endpoint: 'list_videos' });
	const { result, ms } = await run(wait, 1);

	expect(outputOf(result)).toMatchObject([{ status: 'UNPARSE', timedOut: true }]);
	expect(ms).toBeLessThanOrEqual(MINUTE + SLACK_MS);
});

it('is an error where the user wants that, with the id of what was uploaded', async () => {
	account.sandbox.fault({ kind: 'stall', endpoint: 'list_videos' });
	const { result } = await run(uploadUrl, 1, { onTimeout: 'error' });
	const videoNo = account.sandbox.videos[0]?.videoNo ?? 'none';

	expect(result.error?.message).toBe(`Video ${videoNo} was not ready in time`);
	expect(result.error?.description).toContain('has not answered');
});

it.each([0, 0.05])('with %d minutes, the only check has a few seconds', async (timeout) => {
	account.sandbox.fault({ kind: 'stall', endpoint: 'list_videos' });
	const { result, ms } = await run(uploadUrl, timeout);

	expect(outputOf(result)).toMatchObject([{ timedOut: true }]);
	expect(ms).toBeLessThanOrEqual(timeout * MINUTE + LAST_CHECK_MS + SLACK_MS);
});

it('an execution that is to sleep does not wait for an answer first', async () => {
	account.sandbox.fault({ kind: 'stall', endpoint: 'list_videos' });
	const { result, ms } = await run({ ...uploadUrl, waitFor: 'callback' }, 30);

	expect(result.status).toBe('waiting');
	expect(ms).toBeLessThanOrEqual(LAST_CHECK_MS + SLACK_MS);
});

it('a check under way ends with Stop', async () => {
	account.sandbox.fault({ kind: 'stall', endpoint: 'list_videos' });
	const running = await startNode({
		parameters: { resource: 'video', ...wait },
		credentials: account.credentials(),
	});
	await time.untilAsleep();
	const before = Date.now();
	running.cancel();
	const result = await running.finished;

	expect(result.status).toBe('canceled');
	expect(Date.now()).toBe(before);
});
