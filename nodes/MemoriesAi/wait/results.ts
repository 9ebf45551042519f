import type { IDataObject } from 'n8n-workflow';

import { isFailed } from '../api/videos';
import { textOf } from '../transport/json';
import type { Job, Progress, VideoState } from './job';
import { isDone, isFinal } from './job';
import type { WaitSettings } from './waitOptions';

/** What a wait came to, for one output item. */
export interface WaitResult {
	/** The input item that it came from. */
	readonly item: number;
	/** What is known, ids included, whether it came to an end or not. */
	readonly json: IDataObject;
	/** Set where the user wants this to count as an error. */
	readonly failure?: WaitFailure;
}

/** A scrape that has no videos yet, and one that will have none. */
const DOWNLOADING = 'DOWNLOADING';
const FAILED = 'FAILED';

/** What is said of each video anew, and the status that an upload begins with, which is true no more. */
const RENEWED = ['videoNo', 'status', 'videoStatus'];

/**
 * What is known of a job: one object per video, or one of a scrape that has none. What was waited for
 * comes first, where a table shows it.
 */
export function statesOf({ job, videos, failed }: Progress): IDataObject[] {
	const begun = Object.fromEntries(
		Object.entries(job.json).filter(([name]) => !RENEWED.includes(name)),
	);
	if (videos.length === 0) return [{ ...begun, status: failed ? FAILED : DOWNLOADING }];
	return videos.map((video) => {
		const { videoNo, status, metadata } = video;
		const cause = metadata && textOf(metadata.cause);
		return {
			videoNo,
			status: status ?? 'UNKNOWN',
			...begun,
			...(cause !== undefined && { cause }),
			...(metadata && isFinal(video) && { metadata }),
		};
	});
}

/**
 * @returns one result per video, and one for a scrape that has none yet
 */
export function resultsOf(progress: Progress, settings: WaitSettings): WaitResult[] {
	const { job, videos } = progress;
	const { item } = job;
	const inTime = isDone(progress, settings.until);
	return statesOf(progress).map((json, index) => {
		if (progress.failed) return { item, json, ...failureIf(settings.onFailure, notScraped(job)) };
		const video = videos[index];
		if (video && isFailed(video.status)) {
			return { item, json, ...failureIf(settings.onFailure, notIndexed(video, json)) };
		}
		// A video that is final itself is good, even where others of its scrape are late.
		if (inTime || (video && isFinal(video))) return { item, json };
		return {
			item,
			json: { ...json, timedOut: true },
			...failureIf(settings.onTimeout, video ? late(video, job) : notDownloaded(job)),
		};
	});
}

interface WaitFailure {
	readonly message: string;
	readonly description: string;
}

function failureIf(choice: 'error' | 'continue', failure: WaitFailure): { failure?: WaitFailure } {
	return choice === 'error' ? { failure } : {};
}

function notIndexed({ videoNo }: VideoState, { cause }: IDataObject): WaitFailure {
	const reason = typeof cause === 'string' ? cause : 'Memories.ai gives no reason';
	return {
		message: `Video ${videoNo} could not be indexed: ${reason}`,
		description:
			'This is often the codec: Memories.ai takes H.264, H.265 and VP9. Convert the video and upload it again, or set On Failed Video to Continue.',
	};
}

function late({ videoNo, status }: VideoState, { uniqueId }: Job): WaitFailure {
	const scope = uniqueId === undefined ? 'without a Unique ID' : `with Unique ID ${uniqueId}`;
	return {
		message: `Video ${videoNo} was not ready in time`,
		description:
			status === undefined
				? `Memories.ai does not know it, or has not answered: it was looked for ${scope}. Check its number and Unique ID.`
				: `Its last status is ${status}: it is still being worked on. Check it later with Video: Get, or raise Timeout (Minutes) in Wait Options.`,
	};
}

function notDownloaded({ taskId = '' }: Job): WaitFailure {
	return {
		message: 'The scrape was not downloaded in time',
		description: `Task ${taskId} has no videos yet. Some posts can never be downloaded. Check it later with Task: Get Status, or raise Timeout (Minutes) in Wait Options.`,
	};
}

function notScraped({ taskId = '' }: Job): WaitFailure {
	return {
		message: 'Memories.ai could not download the scrape',
		description: `Task ${taskId} has failed, so it will have no videos. Check that the posts are public and still there, or set On Failed Video to Continue.`,
	};
}
