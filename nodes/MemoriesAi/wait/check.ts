import type { ApiClient } from '../api/client';
import { getTaskVideos } from '../api/tasks';
import { statusOf, videoNoOf } from '../api/videoReply';
import { findVideos, getVideo, isPublic } from '../api/videos';
import type { JsonObject } from '../transport/json';
import type { Job, Progress, VideoState } from './job';
import { advance, begin, isDone, isFinal, PRESENT } from './job';

/**
 * Checks once how far all jobs have come. Private videos of one namespace are asked for together:
 * fifty cost one call, as one does.
 *
 * @param metadata `atEnd` leaves out what the videos hold until all of them are final
 * @returns the progress of each, in the same order
 */
export async function check(
	client: ApiClient,
	progress: readonly Progress[],
	until: 'indexed' | 'downloaded',
	metadata: 'always' | 'atEnd' = 'always',
): Promise<Progress[]> {
	// One after the other: the API allows one question about a task per second.
	const found: Array<VideoState[] | undefined> = [];
	for (const one of progress) {
		found.push(isDone(one, until) ? undefined : ((await videosOf(client, one)) ?? []));
	}
	return await withMetadata(client, progress, found, until, metadata);
}

/**
 * The same for a scrape that was begun elsewhere.
 *
 * @returns `undefined` when Memories.ai says that there is no such task
 */
export async function checkTask(client: ApiClient, job: Job): Promise<Progress | undefined> {
	const start = begin(job);
	const videos = await videosOf(client, start);
	if (!videos) return undefined;
	const [progress] = await withMetadata(client, [start], [videos], 'indexed', 'always');
	return progress;
}

/** @param found the videos of each, where a check was made */
async function withMetadata(
	client: ApiClient,
	progress: readonly Progress[],
	found: ReadonlyArray<readonly VideoState[] | undefined>,
	until: 'indexed' | 'downloaded',
	metadata: 'always' | 'atEnd',
): Promise<Progress[]> {
	const atEnd = found.every((videos) => videos?.every(isFinal) ?? true);
	const isWanted = metadata === 'always' || atEnd ? needsMore : hasNoStatus;
	const wanted = progress.flatMap(({ job }, index) =>
		(found[index] ?? []).filter(isWanted).map(({ videoNo }) => ({ videoNo, job })),
	);
	const details = await readMetadata(client, wanted);
	return progress.map((before, index) => {
		const videos = found[index];
		if (!videos) return before;
		return advance(
			before,
			videos.map((video) => complete(video, details.get(video.videoNo), before)),
			until,
		);
	});
}

/**
 * The same for jobs of several accounts: each is asked about its own.
 *
 * @param clientOf an item's client
 */
export async function checkAccounts(
	clientOf: (itemIndex: number) => Promise<ApiClient>,
	progress: readonly Progress[],
	until: 'indexed' | 'downloaded',
): Promise<Progress[]> {
	const accounts = new Map<string, { client: ApiClient; progress: Progress[] }>();
	for (const one of progress) {
		const client = await clientOf(one.job.item);
		const account = accounts.get(client.account.id) ?? { client, progress: [] };
		accounts.set(client.account.id, account);
		account.progress.push(one);
	}
	const latest = new Map<Job, Progress>();
	for (const account of accounts.values()) {
		const checked = await check(account.client, account.progress, until);
		for (const one of checked) latest.set(one.job, one);
	}
	return progress.map((before) => latest.get(before.job) ?? before);
}

/**
 * The videos of a job, each with a status only where this check has shown one already.
 *
 * @returns `undefined` of a task that Memories.ai says not to know: so it may right after its start
 */
async function videosOf(
	client: ApiClient,
	{ job, videos }: Progress,
): Promise<VideoState[] | undefined> {
	if (job.taskId === undefined) return videos.map(({ videoNo }) => ({ videoNo }));
	const listed = await getTaskVideos(client, job.taskId, job.uniqueId);
	return listed?.flatMap((video) => {
		const videoNo = videoNoOf(video);
		if (videoNo === undefined) return [];
		const before = videos.find((one) => one.videoNo === videoNo);
		const known = before && isFinal(before) ? before.status : undefined;
		return [{ videoNo, status: statusOf(video) ?? known, metadata: before?.metadata }];
	});
}

/** A task's list can say that a video is final; what it holds is then asked for, once. */
function needsMore(video: VideoState): boolean {
	return (
		hasNoStatus(video) ||
		(isFinal(video) && video.status !== PRESENT && video.metadata === undefined)
	);
}

function hasNoStatus({ status }: VideoState): boolean {
	return status === undefined;
}

async function readMetadata(
	client: ApiClient,
	wanted: ReadonlyArray<{ videoNo: string; job: Job }>,
): Promise<Map<string, JsonObject>> {
	const found = new Map<string, JsonObject>();
	const namespaces = new Map<string | undefined, Set<string>>();
	for (const { videoNo, job } of wanted) {
		if (isPublic(videoNo)) continue;
		namespaces.set(job.uniqueId, (namespaces.get(job.uniqueId) ?? new Set()).add(videoNo));
	}
	for (const [uniqueId, videoNos] of namespaces) {
		const videos = await findVideos(client, videoNos, uniqueId);
		for (const [videoNo, video] of videos) found.set(videoNo, video);
	}
	const others = wanted.filter(({ videoNo }) => isPublic(videoNo));
	for (const { videoNo, job } of others) {
		const video = await getVideo(client, videoNo, job.uniqueId);
		if (video) found.set(videoNo, video);
	}
	return found;
}

/** What a check does not show stays as it was. */
function complete(
	video: VideoState,
	metadata: JsonObject | undefined,
	{ job, videos }: Progress,
): VideoState {
	const { videoNo } = video;
	const before = videos.find((known) => known.videoNo === videoNo);
	const status = (metadata && statusOf(metadata)) ?? video.status ?? before?.status;
	const unknowable = job.taskId !== undefined && isPublic(videoNo) && status === undefined;
	return {
		videoNo,
		status: unknowable ? PRESENT : status,
		metadata: metadata ?? before?.metadata,
	};
}
