import type { JsonObject } from '../transport/json';
import type { Ask } from '../api/videos';
import { findVideos, getTaskVideos, getVideo, isPublic, statusOf, videoNoOf } from '../api/videos';
import type { Job, Progress, VideoState } from './job';
import { advance, isDone, isFinal, PRESENT } from './job';

/**
 * Looks once how far all jobs have come. Videos of the default namespace are asked for together:
 * fifty cost one call, as one does.
 *
 * @returns the progress of each, in the same order
 */
export async function check(
	ask: Ask,
	progress: readonly Progress[],
	until: 'indexed' | 'downloaded',
): Promise<Progress[]> {
	// One after the other: the API allows one question about a task per second.
	const found: Array<VideoState[] | undefined> = [];
	for (const one of progress) {
		found.push(isDone(one, until) ? undefined : await videosOf(ask, one));
	}
	const wanted = progress.flatMap(({ job }, index) =>
		(found[index] ?? []).filter(needsMore).map(({ videoNo }) => ({ videoNo, job })),
	);
	const metadata = await readMetadata(ask, wanted);
	return progress.map((before, index) => {
		const videos = found[index];
		if (!videos) return before;
		return advance(
			before,
			videos.map((video) => complete(video, metadata.get(video.videoNo), before)),
			until,
		);
	});
}

/** The videos of a job, each with a status only where this look has shown one already. */
async function videosOf(ask: Ask, { job, videos }: Progress): Promise<VideoState[]> {
	if (job.taskId === undefined) return videos.map(({ videoNo }) => ({ videoNo }));
	const listed = (await getTaskVideos(ask, job.taskId, job.uniqueId)) ?? [];
	return listed.flatMap((video) => {
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
		video.status === undefined ||
		(isFinal(video) && video.status !== PRESENT && video.metadata === undefined)
	);
}

async function readMetadata(
	ask: Ask,
	wanted: ReadonlyArray<{ videoNo: string; job: Job }>,
): Promise<Map<string, JsonObject>> {
	const listable = wanted.filter(({ videoNo, job }) => !isPublic(videoNo) && !job.uniqueId);
	const others = wanted.filter((one) => !listable.includes(one));

	const found = await findVideos(ask, new Set(listable.map(({ videoNo }) => videoNo)));
	for (const { videoNo, job } of others) {
		const video = await getVideo(ask, videoNo, job.uniqueId);
		if (video) found.set(videoNo, video);
	}
	return found;
}

/** What a look does not show stays as it was. */
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
