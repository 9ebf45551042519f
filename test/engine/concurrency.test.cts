import { nodeName, runNode, urlItems, type NodeOptions } from './harness.cjs';
import { openRequests, useSimulatedTime } from './simulatedTime.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();

async function run(count: number, concurrency: number, options: Partial<NodeOptions> = {}) {
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: '={{ $json.url }}',
			options: { concurrency },
		},
		items: urlItems(count),
		credentials: account.credentials(),
		...options,
	});
}

it('results have the order of the items, whoever is answered first', async () => {
	account.sandbox.fault({ kind: 'delay', ms: 500, when: 'reply', times: 1 });
	const result = await run(8, 8);
	const output = result.outputOf(nodeName);
	const urlOf = new Map(
		account.sandbox.videos.map(({ videoNo, sourceUrl }) => [videoNo, sourceUrl]),
	);

	expect(output.map(linkOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	expect(output.map(({ json }) => urlOf.get(json.videoNo as string))).toEqual(
		urlItems(8).map(({ json }) => json.url),
	);
});

describe('a failure', () => {
	const time = useSimulatedTime(openRequests(2));

	it('lets no other item begin, finishes what is under way, and names what was received', async () => {
		// Long after the refusal: their time does not pass before it is dealt with.
		account.sandbox.fault({ kind: 'delay', ms: 500, when: 'reply', times: 2 });
		account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
		const result = await time.pass(run(20, 3));

		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('0402');
		expect(account.sandbox.requests).toHaveLength(3);
		expect(account.sandbox.videos).toHaveLength(2);
		for (const { videoNo } of account.sandbox.videos) {
			expect(result.error?.description).toContain(videoNo);
		}
	});
});
