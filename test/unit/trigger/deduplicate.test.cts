import type { IDataObject } from 'n8n-workflow';
import type { Callback } from '../../../nodes/MemoriesAi/api/callback';
import { CallbackDeduplicator } from '../../../nodes/MemoriesAi/trigger/deduplicate';
import type { Verdict } from '../../../nodes/MemoriesAi/trigger/verify';

const ACCEPTED: Verdict = { kind: 'unconfirmed' };
const UNKNOWN: Verdict = { kind: 'unknown' };

function callbackOf(videoNo: string): Callback {
	return { event: 'video.indexed', status: 'PARSE', videoNo, body: {} };
}

let triggers = 0;

/** A trigger that no other test has, as n8n sees it: every call reads what was saved last. */
function newTrigger() {
	triggers += 1;
	const name = `trigger ${String(triggers)}`;
	let saved: IDataObject = {};
	return {
		call: () => new CallbackDeduplicator(name, saved),
		/** A call that leads to a run. */
		accept: async (videoNo: string) => {
			const staticData = { ...saved };
			const seen = new CallbackDeduplicator(name, staticData);
			await seen.settle(callbackOf(videoNo), Promise.resolve(ACCEPTED));
			seen.save();
			saved = staticData;
		},
		/** What is left of it after a restart, or in another process. */
		elsewhere: () => new CallbackDeduplicator(`${name}, elsewhere`, saved),
	};
}

it('takes the same callback for a repeat, also after a restart', async () => {
	const { call, accept, elsewhere } = newTrigger();
	expect(call().earlier(callbackOf('a'))).toBeUndefined();
	await accept('a');
	await accept('b');
	for (const seen of [call(), elsewhere()]) {
		expect(await seen.earlier(callbackOf('a'))).toBe(true);
		expect(await seen.earlier(callbackOf('b'))).toBe(true);
		expect(seen.earlier(callbackOf('c'))).toBeUndefined();
		expect(seen.earlier({ ...callbackOf('a'), status: 'FAIL' })).toBeUndefined();
		expect(seen.earlier({ ...callbackOf('a'), taskId: 't' })).toBeUndefined();
	}
});

it.each([
	['accepted', ACCEPTED, true],
	['refused', UNKNOWN, false],
])('tells a repeat of one that is being judged when it is %s', async (_, verdict, accepted) => {
	const { call } = newTrigger();
	const first = call().settle(callbackOf('a'), Promise.resolve(verdict));
	const repeat = call().earlier(callbackOf('a'));
	expect(await first).toBe(verdict);
	expect(await repeat).toBe(accepted);
});

it('judges again what was refused, even if others were saved meanwhile', async () => {
	const { call, accept } = newTrigger();
	let refuse: (verdict: Verdict) => void = () => {};
	const judging = new Promise<Verdict>((resolve) => {
		refuse = resolve;
	});
	const refused = call().settle(callbackOf('a'), judging);
	await accept('b');
	refuse(UNKNOWN);
	await refused;
	expect(call().earlier(callbackOf('a'))).toBeUndefined();
});

it('judges again what could not be judged', async () => {
	const { call } = newTrigger();
	const failing = call().settle(callbackOf('a'), Promise.reject(new Error('broken')));
	const repeat = call().earlier(callbackOf('a'));
	await expect(failing).rejects.toThrow('broken');
	expect(await repeat).toBe(false);
	expect(call().earlier(callbackOf('a'))).toBeUndefined();
});

it('remembers the last thousand of many', async () => {
	const { call, accept, elsewhere } = newTrigger();
	const names = Array.from({ length: 4000 }, (_, index) => `video ${String(index)}`);
	for (const name of names) await accept(name);
	for (const seen of [call(), elsewhere()]) {
		expect(await seen.earlier(callbackOf('video 3000'))).toBe(true);
		expect(await seen.earlier(callbackOf('video 3999'))).toBe(true);
		expect(seen.earlier(callbackOf('video 0'))).toBeUndefined();
	}
});

it('remembers the newest although calls that arrive together find what was saved before', async () => {
	const staticData: IDataObject = {};
	const seen = () => new CallbackDeduplicator('stale', { ...staticData });
	const accept = async (index: number) => {
		const own = { ...staticData };
		const mine = new CallbackDeduplicator('stale', own);
		await mine.settle(callbackOf(String(index)), Promise.resolve(ACCEPTED));
		mine.save();
		// Every hundredth call is the last to be saved.
		if (index % 100 === 0) staticData.seen = own.seen;
	};
	for (let index = 0; index < 4000; index += 1) await accept(index);
	for (let index = 3000; index < 4000; index += 1) {
		expect(await seen().earlier(callbackOf(String(index)))).toBe(true);
	}
});

it('forgets a trigger that is not called any more', async () => {
	const gone = 'gone';
	await new CallbackDeduplicator(gone, {}).settle(callbackOf('a'), Promise.resolve(ACCEPTED));
	expect(await new CallbackDeduplicator(gone, {}).earlier(callbackOf('a'))).toBe(true);
	const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
	try {
		new CallbackDeduplicator('called later', {});
		expect(new CallbackDeduplicator(gone, {}).earlier(callbackOf('a'))).toBeUndefined();
	} finally {
		clock.mockRestore();
	}
});

it('mends with any later call what was saved in the wrong order', async () => {
	const older: IDataObject = {};
	const newer: IDataObject = {};
	for (const [videoNo, staticData] of [
		['a', older],
		['b', newer],
	] as const) {
		const seen = new CallbackDeduplicator('mended', staticData);
		await seen.settle(callbackOf(videoNo), Promise.resolve(ACCEPTED));
		seen.save();
	}
	expect(older).not.toEqual(newer);

	new CallbackDeduplicator('mended', older).save();
	expect(older).toEqual(newer);
	const restarted = new CallbackDeduplicator('mended, after a restart', older);
	expect(await restarted.earlier(callbackOf('b'))).toBe(true);
});
