import type { Callback } from '../api/callback';
import type { Json } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import type { Progress } from './job';
import { isFinal, withFailure, withNothingMoreToCome } from './job';

/**
 * What is known of one job since its execution sleeps. n8n saves nothing of it, so the process that
 * looks after the sleep keeps it, and hands it on with each call: ids and words, no metadata.
 */
interface JobMemory {
	readonly videos: ReadonlyArray<{ readonly videoNo: string; readonly status?: string }>;
	/** How many checks of the heartbeat in a row have shown the same videos, all of them final. */
	readonly stableChecks: number;
	/** What Memories.ai has called back about the task, which cannot be asked. */
	readonly told?: 'SUCCEEDED' | 'FAILED';
}

/** In the order of the sleep's jobs. */
export type SleepMemory = readonly JobMemory[];

export function firstMemory(progress: readonly Progress[]): SleepMemory {
	return progress.map(({ videos, stableChecks }) => ({
		videos: videos.map(({ videoNo, status }) => ({ videoNo, status })),
		stableChecks,
	}));
}

/**
 * Believes what cannot be asked, of the callback's own task only: that it is downloaded, so that no
 * more videos will come, and that it has failed.
 */
export function withCallback(
	memory: SleepMemory,
	progress: readonly Progress[],
	{ event, taskId }: Callback,
): SleepMemory {
	if (event !== 'task.downloaded' && event !== 'task.failed') return memory;
	const told = event === 'task.failed' ? 'FAILED' : 'SUCCEEDED';
	return memory.map((one, index) =>
		taskId !== undefined && progress[index]?.job.taskId === taskId ? { ...one, told } : one,
	);
}

/** What another process knows, and what this one has been told besides. */
export function combine(theirs: SleepMemory, own: SleepMemory): SleepMemory {
	return theirs.map((one, index) => ({ ...one, told: one.told ?? own[index]?.told }));
}

/**
 * Where the next check begins.
 *
 * @param saved progress of before the sleep
 */
export function toCheck(saved: readonly Progress[], memory: SleepMemory): Progress[] {
	// Of what is final, the metadata is yet to be asked for: unless it was so before the sleep.
	return remembered(saved, memory, (status) =>
		isFinal({ videoNo: '', status }) ? {} : { status },
	);
}

/** What is known where nobody can be asked. */
export function lastKnown(saved: readonly Progress[], memory: SleepMemory): Progress[] {
	return remembered(saved, memory, (status) => ({ status })).map((one, index) =>
		withTold(one, memory[index]),
	);
}

function remembered(
	saved: readonly Progress[],
	memory: SleepMemory,
	stateOf: (status?: string) => { status?: string },
): Progress[] {
	return saved.map((one, index) => {
		const { videos = [], stableChecks = 0 } = memory[index] ?? {};
		const before = new Map(one.videos.filter(isFinal).map((video) => [video.videoNo, video]));
		return {
			...one,
			stableChecks,
			videos: videos.map(
				({ videoNo, status }) => before.get(videoNo) ?? { videoNo, ...stateOf(status) },
			),
		};
	});
}

/**
 * @param seen what a check has shown, in the order of the jobs
 * @param counts whether it was one of the heartbeat's: callbacks that come in a burst say nothing about
 *   whether more videos will come
 * @returns what is to be remembered, and how far the jobs have come with it
 */
export function withCheck(
	memory: SleepMemory,
	seen: readonly Progress[],
	counts: boolean,
): { memory: SleepMemory; progress: Progress[] } {
	const after = firstMemory(seen).map((one, index) => {
		const { stableChecks = 0, told } = memory[index] ?? {};
		return {
			...one,
			stableChecks: counts ? one.stableChecks : Math.min(one.stableChecks, stableChecks),
			told,
		};
	});
	const progress = seen.map((one, index) =>
		withTold({ ...one, stableChecks: after[index]?.stableChecks ?? 0 }, after[index]),
	);
	return { memory: after, progress };
}

function withTold(progress: Progress, { told }: Partial<JobMemory> = {}): Progress {
	if (told === undefined) return progress;
	// What was downloaded before a task failed is there all the same.
	const failed = told === 'FAILED' && progress.videos.length === 0;
	return failed ? withFailure(progress) : withNothingMoreToCome(progress);
}

/**
 * @param count of the sleep's jobs
 * @returns `undefined` when it is none of such a sleep
 */
export function parseMemory(json: Json | undefined, count: number): SleepMemory | undefined {
	if (!Array.isArray(json) || json.length !== count) return undefined;
	return json.map((one) => {
		const { videos, stableChecks, told } = isJsonObject(one) ? one : {};
		return {
			videos: (Array.isArray(videos) ? videos : []).filter(isJsonObject).flatMap((video) => {
				const videoNo = textOf(video.videoNo);
				return videoNo === undefined ? [] : [{ videoNo, status: textOf(video.status) }];
			}),
			stableChecks: typeof stableChecks === 'number' ? stableChecks : 0,
			told: told === 'SUCCEEDED' || told === 'FAILED' ? told : undefined,
		};
	});
}
