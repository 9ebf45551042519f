import type { BroughtN8n } from './bring-n8n.cjs';
import { receiver } from './build-workflow.cjs';
import { everyItem } from './every-item.cjs';
import { inParallel } from './in-parallel.cjs';
import { bringOwnN8n, FOR_MANY_CALLS, startAgain } from './own-n8n.cjs';
import { callBack } from './post.cjs';
import { indexedVideo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const CALLBACKS = 1000;
const PARALLEL = 50;

let own: BroughtN8n | undefined;

function place(): BroughtN8n {
	if (!own) throw new Error('n8n did not start');
	return own;
}

beforeAll(async () => {
	own = await bringOwnN8n(`e2e-burst-${world().line}`, FOR_MANY_CALLS);
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0, callbacks: 'none' });
});

afterAll(async () => {
	await own?.n8n.stop();
});

/** In another order, which is the same every time. */
function shuffled(values: string[]): string[] {
	const order = (index: number) => (index * 7919) % values.length;
	return values.map((_, index) => values[order(index)] ?? '');
}

test('of 1,000 callbacks in a burst, each sent twice, every one starts one run, once', async () => {
	const open = await receiver(place());
	const videos = await inParallel(
		PARALLEL,
		Array.from({ length: CALLBACKS }, () => indexedVideo),
		(upload) => upload(),
	);
	expect(new Set(videos).size).toBe(CALLBACKS);

	const sent = shuffled([...videos, ...videos]);
	expect([...sent].sort()).toEqual([...videos, ...videos].sort());
	const answers = await inParallel(PARALLEL, sent, (videoNo) => callBack(open.url, videoNo));
	expect(new Set(answers)).toEqual(new Set([200]));

	const { runs, failed, items } = await everyItem(
		place(),
		open.workflow.id,
		'On callback',
		CALLBACKS,
	);
	expect({ runs, failed }).toEqual({ runs: CALLBACKS, failed: 0 });
	expect(items.map(({ videoNo }) => videoNo).sort()).toEqual([...videos].sort());
	expect(items.filter(({ verified }) => verified !== true)).toEqual([]);

	// Of what n8n has saved at the same moment, the older may be the last; any later call mends that.
	expect(await callBack(open.url, videos[0] ?? '')).toBe(200);

	// n8n is killed and has no time to put anything in order.
	process.kill(-place().n8n.pid, 'SIGKILL');
	await place().n8n.stop();
	own = await startAgain(place());
	await place().client.waitForWebhook(open.url);

	const late = await indexedVideo();
	const again = await inParallel(PARALLEL, [...videos, late], (videoNo) =>
		callBack(open.url, videoNo),
	);
	expect(new Set(again)).toEqual(new Set([200]));
	const after = await everyItem(place(), open.workflow.id, 'On callback', CALLBACKS + 1);
	expect(after.runs).toBe(CALLBACKS + 1);
	expect(after.items.map(({ videoNo }) => videoNo)).toContain(late);
});
