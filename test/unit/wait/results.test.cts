import type { Job, Progress, VideoState } from '../../../nodes/MemoriesAi/wait/job';
import { begin, PRESENT } from '../../../nodes/MemoriesAi/wait/job';
import type { WaitResult } from '../../../nodes/MemoriesAi/wait/results';
import { resultsOf, statesOf } from '../../../nodes/MemoriesAi/wait/results';
import type { WaitSettings } from '../../../nodes/MemoriesAi/wait/waitOptions';

const strict: WaitSettings = {
	waitFor: 'polling',
	timeoutMs: 60_000,
	onTimeout: 'error',
	onFailure: 'error',
	until: 'indexed',
};
const lenient: WaitSettings = { ...strict, onTimeout: 'continue', onFailure: 'continue' };

const indexed: VideoState = {
	videoNo: 'VI1',
	status: 'PARSE',
	metadata: { video_no: 'VI1', duration: 12 },
};
const failed: VideoState = {
	videoNo: 'VI2',
	status: 'FAILED',
	metadata: { video_no: 'VI2', cause: 'Codec not supported. ' },
};
const slow: VideoState = {
	videoNo: 'VI3',
	status: 'UNPARSE',
	metadata: { video_no: 'VI3', status: 'UNPARSE' },
};

function upload(video: VideoState, uniqueId?: string): Progress {
	const { videoNo } = video;
	const job: Job = {
		item: 4,
		json: { videoNo, videoName: 'clip', uploadTime: '1' },
		videoNo,
		uniqueId,
	};
	return { job, videos: [video], stableChecks: 0 };
}

function scrape(videos: VideoState[], expected = videos.length): Progress {
	const job: Job = { item: 4, json: { taskId: 'task' }, taskId: 'task', expected };
	return { job, videos, stableChecks: 0 };
}

function textOf({ failure }: WaitResult): string {
	return failure ? `${failure.message} | ${failure.description}` : '';
}

describe('what is known', () => {
	it('is joined to what the upload put out', () => {
		expect(statesOf(upload(indexed))).toEqual([
			{
				videoNo: 'VI1',
				videoName: 'clip',
				uploadTime: '1',
				status: 'PARSE',
				metadata: { video_no: 'VI1', duration: 12 },
			},
		]);
	});

	it('of a video under way is its status alone', () => {
		expect(statesOf(upload(slow))).toEqual([
			{ videoNo: 'VI3', videoName: 'clip', uploadTime: '1', status: 'UNPARSE' },
		]);
	});

	it.each([
		['Codec not supported. ', 'Codec not supported.'],
		['null', undefined],
		['', undefined],
		[null, undefined],
	])('of a failed one is its cause: %j', (cause, shown) => {
		const [state] = statesOf(upload({ ...failed, metadata: { cause } }));

		expect(state?.cause).toBe(shown);
		expect(state).toHaveProperty('status', 'FAILED');
	});

	it('of one that no look has found is that nothing is known', () => {
		expect(statesOf(begin({ item: 0, json: { videoNo: 'VI1' }, videoNo: 'VI1' }))).toEqual([
			{ videoNo: 'VI1', status: 'UNKNOWN' },
		]);
	});

	it('of a scrape is one entry per video, or that it is downloading', () => {
		expect(statesOf(scrape([indexed, { videoNo: 'PI-1', status: PRESENT }]))).toMatchObject([
			{ taskId: 'task', videoNo: 'VI1', status: 'PARSE' },
			{ taskId: 'task', videoNo: 'PI-1', status: PRESENT },
		]);
		expect(statesOf(scrape([], 2))).toEqual([{ taskId: 'task', status: 'DOWNLOADING' }]);
	});
});

it.each([strict, lenient])('an indexed video is no failure', (settings) => {
	const [result] = resultsOf(upload(indexed), settings);

	expect(result).toMatchObject({ item: 4, json: { status: 'PARSE' } });
	expect(result).not.toHaveProperty('failure');
});

describe('a failed video', () => {
	it('is an error with its number and cause', () => {
		const [result] = resultsOf(upload(failed), strict);

		expect(result?.failure?.message).toBe('Video VI2 could not be indexed: Codec not supported.');
		expect(result?.json).toMatchObject({ videoNo: 'VI2', status: 'FAILED' });
	});

	it('is an error without a cause, where there is none', () => {
		const [result] = resultsOf(upload({ videoNo: 'VI2', status: 'FAIL' }), strict);

		expect(result?.failure?.message).toMatch(/^Video VI2 could not be indexed: .*no reason/);
	});

	it('comes out with its status where the user wants that', () => {
		expect(resultsOf(upload(failed), lenient)).toEqual([
			{
				item: 4,
				json: expect.objectContaining({
					status: 'FAILED',
					cause: 'Codec not supported.',
				}) as object,
			},
		]);
	});

	it('follows On Failed Video, whatever On Timeout says', () => {
		const mixed: WaitSettings = { ...strict, onTimeout: 'continue' };

		expect(resultsOf(scrape([failed, slow], 2), mixed).map(({ failure }) => !!failure)).toEqual([
			true,
			false,
		]);
	});
});

describe('a video that is late', () => {
	it('is an error with its number and last status', () => {
		const [result] = resultsOf(upload(slow), strict);

		expect(result && textOf(result)).toMatch(/VI3 was not ready in time.*UNPARSE/);
	});

	it.each([
		[undefined, /without a Unique ID/],
		['project 1', /Unique ID project 1/],
	])('and not even known names the scope %s', (uniqueId, scope) => {
		const [result] = resultsOf(upload({ videoNo: 'VI3' }, uniqueId), strict);

		expect(result && textOf(result)).toMatch(scope);
	});

	it('comes out with its last status where the user wants that', () => {
		expect(resultsOf(upload(slow), lenient)).toMatchObject([
			{ json: { videoNo: 'VI3', status: 'UNPARSE', timedOut: true } },
		]);
	});

	it('does not make the final ones of its scrape late', () => {
		const results = resultsOf(scrape([indexed, slow]), strict);

		expect(results.map(({ failure }) => !!failure)).toEqual([false, true]);
		expect(results.map(({ json }) => json.timedOut)).toEqual([undefined, true]);
	});

	it('is in time where it need only be downloaded', () => {
		const results = resultsOf(scrape([slow]), { ...strict, until: 'downloaded' });

		expect(results.map(({ failure }) => failure)).toEqual([undefined]);
	});
});

it('a scrape without videos is late, and its task is named', () => {
	const [late] = resultsOf(scrape([], 2), strict);

	expect(late && textOf(late)).toMatch(/not downloaded in time.*Task task/);
	expect(resultsOf(scrape([], 2), lenient)).toEqual([
		{ item: 4, json: { taskId: 'task', status: 'DOWNLOADING', timedOut: true } },
	]);
});
