import type { Video } from '../../state.cjs';

/** A video as `list_videos` shows it; capture fields only after indexing. */
export function listed(video: Video): Record<string, unknown> {
	const parsed = video.status === 'PARSE';
	return {
		video_no: video.videoNo,
		video_name: video.videoName,
		duration: durationOf(video),
		size: video.size,
		status: video.status,
		cause: video.cause,
		create_time: video.createTime,
		video_url: video.sourceUrl,
		...(parsed ? { ...video.capture, tags: tagsOf(video) } : {}),
		...(parsed ? { bucket: 'mavi-resource', blob: `${video.videoNo}.mp4` } : {}),
	};
}

/** Seconds, the sample's; known once indexed. */
export function durationOf({ status }: Video): number | undefined {
	return status === 'PARSE' ? 12 : undefined;
}

/** With the one that the server adds. */
export function tagsOf({ tags }: Pick<Video, 'tags'>): string[] {
	return [...tags, 'api'];
}
