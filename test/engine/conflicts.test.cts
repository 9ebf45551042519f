import { replyConflicts } from '../vendor/conflicts/replies.cjs';
import { rows } from '../vendor/conflicts/rows.cjs';
import { uploadConflicts } from '../vendor/conflicts/uploads.cjs';
import { useSimulatedTime } from './simulatedTime.cjs';
import { tryNodeOn } from './tryNode.cjs';
import { useSandbox } from './useSandbox.cjs';

/** Where the vendor's documents contradict each other, what the node does: by row of the contract. */
const account = useSandbox();

const tryNode = tryNodeOn(account);
const tests = { ...uploadConflicts(tryNode), ...replyConflicts(tryNode) };

const UPLOAD_RATE = 'Upload rate';

const felt = rows.flatMap(([row, whether]) => (whether === 'felt' ? [row] : []));

it.each(felt.filter((row) => row !== UPLOAD_RATE))('%s', async (row) => {
	await tests[row]?.();
});

describe('in simulated time', () => {
	const time = useSimulatedTime();

	it(UPLOAD_RATE, async () => {
		// One source speaks of one upload a minute: six refusals are a minute.
		account.sandbox.fault({ kind: 'code', code: '0429', times: 6 });
		const url = 'https://example.com/a.mp4';
		const trying = tryNode({ parameters: { resource: 'video', operation: 'uploadUrl', url } });
		const { requests, items } = await time.pass(trying);

		expect(requests).toHaveLength(7);
		expect(items).toMatchObject([{ videoStatus: 'UNPARSE' }]);
		const [first, last] = [requests.at(0), requests.at(-1)];
		expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(60_000);
	});
});

it('every row that is felt has a test, and no other', () => {
	expect(rows).toHaveLength(44);
	expect([...Object.keys(tests), UPLOAD_RATE].sort()).toEqual([...felt].sort());
});
