import type { IDataObject } from 'n8n-workflow';

import { isFailed, isIndexed } from '../api/videos';
import type { JsonObject } from '../transport/json';

/** What is waited for. */
export interface JobTarget {
	/** Of a video; a scrape has a `taskId` instead. */
	readonly videoNo?: string;
	readonly taskId?: string;
	/** The namespace that it was put into. */
	readonly uniqueId?: string;
	/** Of a scrape: how many videos it can have at the most. */
	readonly expected?: number;
}

/** Something that was uploaded or started, and is waited for. Plain data: it survives a sleep. */
export interface Job extends JobTarget {
	/** The input item that it came from. */
	readonly item: number;
	/** What the upload itself put out. */
	readonly json: IDataObject;
}

/** What is known of one video. */
export interface VideoState {
	readonly videoNo: string;
	/** In upper case; unknown before the first answer. */
	readonly status?: string;
	readonly metadata?: JsonObject;
}

/** A job, and how far it has come. */
export interface Progress {
	readonly job: Job;
	readonly videos: readonly VideoState[];
	/** How many checks in a row have shown the same videos, all of them final. */
	readonly stableChecks: number;
	/** Whether Memories.ai has said of a scrape that it has failed, all of it. */
	readonly failed?: boolean;
}

/** Posts that cannot be fetched are just absent: after so many checks without news none will come. */
const STABLE_CHECKS = 3;

export function begin(job: Job): Progress {
	const { videoNo } = job;
	return { job, videos: videoNo === undefined ? [] : [{ videoNo }], stableChecks: 0 };
}

/** A public video has no status where the API answers with bare ids: it being there is all. */
export const PRESENT = 'PRESENT';

export function isFinal({ status }: VideoState): boolean {
	return isIndexed(status) || isFailed(status) || status === PRESENT;
}

/**
 * @returns the job's progress with what a new check showed
 */
export function advance(
	before: Progress,
	videos: readonly VideoState[],
	until: 'indexed' | 'downloaded',
): Progress {
	const same =
		videos.length > 0 &&
		videos.length === before.videos.length &&
		videos.every(({ videoNo }) => before.videos.some((video) => video.videoNo === videoNo));
	const settled = until === 'downloaded' || videos.every(isFinal);
	return { job: before.job, videos, stableChecks: same && settled ? before.stableChecks + 1 : 0 };
}

/** Of a scrape that says it is downloaded: its list of videos is whole, however short. */
export function withNothingMoreToCome(progress: Progress): Progress {
	return { ...progress, stableChecks: STABLE_CHECKS };
}

/** Of a scrape that says it has failed. */
export function withFailure(progress: Progress): Progress {
	return { ...progress, failed: true };
}

/** Whether there is nothing left to wait for. */
export function isDone(
	{ job, videos, stableChecks, failed }: Progress,
	until: 'indexed' | 'downloaded',
): boolean {
	if (failed) return true;
	if (job.taskId === undefined) return videos.every(isFinal);
	const complete = videos.length >= (job.expected ?? Infinity) || stableChecks >= STABLE_CHECKS;
	return videos.length > 0 && complete && (until === 'downloaded' || videos.every(isFinal));
}
