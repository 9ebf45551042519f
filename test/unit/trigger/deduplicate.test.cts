import type { IDataObject } from 'n8n-workflow';
import type { Callback } from '../../../nodes/MemoriesAi/api/callback';
import { CallbackDeduplicator } from '../../../nodes/MemoriesAi/trigger/deduplicate';
import type { Verdict } from '../../../nodes/MemoriesAi/trigger/verdict';

const CONFIRMED: Verdict = { kind: 'confirmed', metadata: {} };
const UNCONFIRMED: Verdict = { kind: 'unconfirmed' };
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
		/** A call that leads to a run, if it is the first. */
		accept: (videoNo: string, verdict = CONFIRMED) => {
			const staticData = { ...saved };
			const seen = new CallbackDeduplicator(name, staticData);
			const isFirst = seen.claim(callbackOf(videoNo), verdict);
			seen.save();
			saved = staticData;
			return isFirst;
		},
		/** What is left of it after a restart, or in another process. */
		elsewhere: () => new CallbackDeduplicator(`${name}, elsewhere`, saved),
	};
}

/** A judgement that a test ends, and how often it was asked for. */
function judgement() {
	let end: (verdict: Verdict) => void = () => {};
	const verdict = new Promise<Verdict>((resolve) => {
		end = resolve;
	});
	const judging = jest.fn(async () => await verdict);
	return {
		judging,
		end: (result: Verdict) => {
			end(result);
		},
	};
}

it('takes the same callback for a repeat, also after a restart', () => {
	const { call, accept, elsewhere } = newTrigger();
	expect(call().hasHad(callbackOf('a'))).toBe(false);
	expect(accept('a')).toBe(true);
	expect(accept('b')).toBe(true);
	expect(accept('a')).toBe(false);
	for (const seen of [call(), elsewhere()]) {
		expect(seen.hasHad(callbackOf('a'))).toBe(true);
		expect(seen.hasHad(callbackOf('b'))).toBe(true);
		expect(seen.hasHad(callbackOf('c'))).toBe(false);
		expect(seen.hasHad({ ...callbackOf('a'), status: 'FAIL' })).toBe(false);
		expect(seen.hasHad({ ...callbackOf('a'), taskId: 't' })).toBe(false);
	}
});

it('lets what is not verified start one run, and what is verified after it another', () => {
	const { call, accept, elsewhere } = newTrigger();
	expect(accept('a', UNCONFIRMED)).toBe(true);
	for (const seen of [call(), elsewhere()]) {
		expect(seen.hasHad(callbackOf('a'))).toBe(false);
		expect(seen.claim(callbackOf('a'), UNCONFIRMED)).toBe(false);
	}
	expect(accept('a', CONFIRMED)).toBe(true);
	expect(accept('a', CONFIRMED)).toBe(false);
	expect(accept('a', UNCONFIRMED)).toBe(false);
	expect(elsewhere().hasHad(callbackOf('a'))).toBe(true);
});

it('takes what is not checked at all for had', () => {
	const { accept } = newTrigger();
	expect(accept('a', { kind: 'unchecked' })).toBe(true);
	expect(accept('a', { kind: 'unchecked' })).toBe(false);
	expect(accept('a', CONFIRMED)).toBe(false);
});

it.each([CONFIRMED, UNKNOWN])(
	'judges equal callbacks that come together once: %j',
	async (said) => {
		const { call } = newTrigger();
		const { judging, end } = judgement();
		const verdicts = [1, 2, 3].map(async () => await call().judge(callbackOf('a'), judging));
		end(said);
		expect(await Promise.all(verdicts)).toEqual([said, said, said]);
		expect(judging).toHaveBeenCalledTimes(1);
		await call().judge(callbackOf('a'), judging);
		expect(judging).toHaveBeenCalledTimes(2);
	},
);

it('judges again, once, those that came while an earlier one was judged in vain', async () => {
	const { call } = newTrigger();
	const early = judgement();
	const late = judgement();
	const first = call().judge(callbackOf('a'), early.judging);
	const others = [1, 2, 3].map(async () => await call().judge(callbackOf('a'), late.judging));
	early.end(UNCONFIRMED);
	expect(await first).toBe(UNCONFIRMED);
	late.end(CONFIRMED);
	expect(await Promise.all(others)).toEqual([CONFIRMED, CONFIRMED, CONFIRMED]);
	expect(late.judging).toHaveBeenCalledTimes(1);
});

it('judges again what could not be judged', async () => {
	const { call } = newTrigger();
	const broken = async () => await Promise.reject<Verdict>(new Error('broken'));
	await expect(call().judge(callbackOf('a'), broken)).rejects.toThrow('broken');
	expect(await call().judge(callbackOf('a'), async () => await Promise.resolve(CONFIRMED))).toBe(
		CONFIRMED,
	);
});

it('remembers the last thousand of many', () => {
	const { call, accept, elsewhere } = newTrigger();
	const names = Array.from({ length: 4000 }, (_, index) => `video ${String(index)}`);
	for (const name of names) accept(name);
	for (const seen of [call(), elsewhere()]) {
		expect(seen.hasHad(callbackOf('video 3000'))).toBe(true);
		expect(seen.hasHad(callbackOf('video 3999'))).toBe(true);
		expect(seen.hasHad(callbackOf('video 0'))).toBe(false);
	}
});

it('remembers the newest although calls that arrive together find what was saved before', () => {
	const staticData: IDataObject = {};
	const seen = () => new CallbackDeduplicator('stale', { ...staticData });
	const accept = (index: number) => {
		const own = { ...staticData };
		const mine = new CallbackDeduplicator('stale', own);
		mine.claim(callbackOf(String(index)), CONFIRMED);
		mine.save();
		// Every hundredth call is the last to be saved.
		if (index % 100 === 0) staticData.seen = own.seen;
	};
	for (let index = 0; index < 4000; index += 1) accept(index);
	for (let index = 3000; index < 4000; index += 1) {
		expect(seen().hasHad(callbackOf(String(index)))).toBe(true);
	}
});

it('forgets a trigger that is not called any more', () => {
	const gone = 'gone';
	new CallbackDeduplicator(gone, {}).claim(callbackOf('a'), CONFIRMED);
	expect(new CallbackDeduplicator(gone, {}).hasHad(callbackOf('a'))).toBe(true);
	const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
	try {
		new CallbackDeduplicator('called later', {});
		expect(new CallbackDeduplicator(gone, {}).hasHad(callbackOf('a'))).toBe(false);
	} finally {
		clock.mockRestore();
	}
});

it('mends with any later call what was saved in the wrong order', () => {
	const older: IDataObject = {};
	const newer: IDataObject = {};
	for (const [videoNo, staticData] of [
		['a', older],
		['b', newer],
	] as const) {
		const seen = new CallbackDeduplicator('mended', staticData);
		seen.claim(callbackOf(videoNo), CONFIRMED);
		seen.save();
	}
	expect(older).not.toEqual(newer);

	new CallbackDeduplicator('mended', older).save();
	expect(older).toEqual(newer);
	const restarted = new CallbackDeduplicator('mended, after a restart', older);
	expect(restarted.hasHad(callbackOf('b'))).toBe(true);
});
