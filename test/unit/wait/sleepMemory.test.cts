import type { Callback } from '../../../nodes/MemoriesAi/api/callback';
import { parseCallback } from '../../../nodes/MemoriesAi/api/callback';
import type { Progress, VideoState } from '../../../nodes/MemoriesAi/wait/job';
import { advance, begin, isDone } from '../../../nodes/MemoriesAi/wait/job';
import type { SleepMemory } from '../../../nodes/MemoriesAi/wait/sleepMemory';
import {
	combine,
	firstMemory,
	lastKnown,
	parseMemory,
	toCheck,
	withCallback,
	withCheck,
} from '../../../nodes/MemoriesAi/wait/sleepMemory';

const scrapes = ['A', 'B'].map((taskId, item) => begin({ item, json: { taskId }, taskId }));

function callback(body: Record<string, string>): Callback {
	const parsed = parseCallback(JSON.stringify(body));
	if (!parsed) throw new Error('That is no callback');
	return parsed;
}

function hear(body: Record<string, string>): SleepMemory {
	return withCallback(firstMemory(scrapes), scrapes, callback(body));
}

const indexed = (videoNo: string): VideoState => ({ videoNo, status: 'PARSE', metadata: {} });

/** What a check shows of A and B, each with the videos that are given, all of them indexed. */
function seen(memory: SleepMemory, ...videos: string[][]): Progress[] {
	return toCheck(scrapes, memory).map((one, index) =>
		advance(one, (videos[index] ?? []).map(indexed), 'indexed'),
	);
}

const done = (progress: readonly Progress[]) => progress.map((one) => isDone(one, 'indexed'));

describe('what is believed of a callback', () => {
	const first = (memory: SleepMemory) =>
		done(withCheck(memory, seen(memory, ['VI1'], ['VI2']), false).progress);

	test.each([
		['SUCCEEDED: no more videos will come, of its own task', { taskId: 'A' }, [true, false]],
		['of a task that is none of these', { taskId: 'C' }, [false, false]],
	])('%s', (_what, body, expected) => {
		expect(first(hear({ ...body, status: 'SUCCEEDED' }))).toEqual(expected);
	});

	test('nothing of one about a video: others may come', () => {
		expect(first(hear({ taskId: 'A', videoNo: 'VI1', status: 'INDEXING_SUCCEEDED' }))).toEqual([
			false,
			false,
		]);
	});

	test('FAILED: its own task has failed, unless videos of it are there', () => {
		const memory = hear({ taskId: 'A', status: 'FAILED' });
		const empty = withCheck(memory, seen(memory, [], []), false).progress;
		expect(empty.map(({ failed }) => failed ?? false)).toEqual([true, false]);
		expect(done(empty)).toEqual([true, false]);
		const some = withCheck(memory, seen(memory, ['VI1'], []), false).progress;
		expect(some.map(({ failed }) => failed ?? false)).toEqual([false, false]);
		expect(done(some)).toEqual([true, false]);
	});
});

describe('a list that nobody has called complete', () => {
	function after(checks: boolean[]): boolean[] {
		let memory = firstMemory(scrapes);
		let progress: Progress[] = [];
		for (const isBeat of checks) {
			({ memory, progress } = withCheck(memory, seen(memory, ['VI1'], ['VI2']), isBeat));
		}
		return done(progress);
	}

	test('is complete when three more checks of the heartbeat show nothing new', () => {
		expect(after([true, true, true])).toEqual([false, false]);
		expect(after([true, true, true, true])).toEqual([true, true]);
	});

	test('is not because of a burst of callbacks', () => {
		expect(after([true, false, false, false, false])).toEqual([false, false]);
	});
});

test('what is final is asked for again, for its metadata; what was so before the sleep is not', () => {
	const uploads = ['VI1', 'VI2'].map((videoNo) => begin({ item: 0, json: { videoNo }, videoNo }));
	const saved = uploads.map((one, index) =>
		index === 0 ? { ...one, videos: [indexed('VI1')] } : one,
	);
	const { memory } = withCheck(
		firstMemory(saved),
		uploads.map((one) => ({ ...one, videos: one.videos.map(({ videoNo }) => indexed(videoNo)) })),
		true,
	);
	expect(JSON.stringify(memory)).not.toContain('metadata');
	expect(toCheck(saved, memory).map(({ videos }) => videos)).toEqual([
		[indexed('VI1')],
		[{ videoNo: 'VI2' }],
	]);
	expect(lastKnown(saved, memory).map(({ videos }) => videos)).toEqual([
		[indexed('VI1')],
		[{ videoNo: 'VI2', status: 'PARSE' }],
	]);
});

test('goes from one process to another, and is not lost where that one knows more', () => {
	const told = hear({ taskId: 'A', status: 'SUCCEEDED' });
	const sent: SleepMemory = withCheck(told, seen(told, ['VI1'], []), true).memory;
	const json = JSON.parse(JSON.stringify(sent)) as never;
	expect(parseMemory(json, 2)).toEqual(sent);
	const own = hear({ taskId: 'B', status: 'FAILED' });
	expect(combine(sent, own).map(({ told: word }) => word)).toEqual(['SUCCEEDED', 'FAILED']);
});

test.each([
	['no list', {}],
	['of another sleep', [{}]],
])('is none: %s', (_what, json) => {
	expect(parseMemory(json as never, 2)).toBeUndefined();
});
