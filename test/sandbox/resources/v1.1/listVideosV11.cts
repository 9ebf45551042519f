import { jsonEndpoint, v11 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { listParameters, selectVideos } from '../video/selectVideos.cjs';
import { durationOf } from '../video/videoView.cjs';

export const listVideosV11 = jsonEndpoint({
	...v11('list_videos'),
	effect: 'read',
	query: nothing,
	body: listParameters,
	answer: ({ body }, world) => {
		const { page, size, matches, shown } = selectVideos(body, world);
		return success({
			videos: shown.map(listedV11),
			current_page: page,
			page_size: size,
			total_count: String(matches.length),
		});
	},
});

/** As observed: numbers as strings, the word `null` for no cause. */
function listedV11(video: Video): Record<string, string> {
	return {
		duration: String(durationOf(video) ?? 0),
		size: String(video.size),
		status: video.status === 'FAILED' ? 'FAIL' : video.status,
		cause: video.cause ?? 'null',
		video_no: video.videoNo,
		video_name: video.videoName,
		create_time: String(video.createTime),
	};
}
