import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { uniqueId } from '../shared/scope.cjs';
import { durationOf } from '../video/videoView.cjs';

/** Unknown tasks answer like tasks that are still downloading. */
export const getVideoIdsByTaskId = getEndpoint({
	...v1('get_video_ids_by_task_id'),
	effect: 'read',
	query: parameters<{ task_id: string; unique_id?: string }>(
		{ task_id: { type: 'string', minLength: 1 }, unique_id: uniqueId },
		['task_id'],
	),
	answer: ({ query: { task_id, unique_id } }, { state, settings }) => {
		const task = state.tasks.find(({ taskId }) => taskId === task_id);
		const visible =
			unique_id === undefined || task?.uniqueId === undefined || task.uniqueId === unique_id;
		const videos = task && visible ? task.videos : [];
		return settings.taskShape === 'video_ids'
			? success({ taskId: task_id, video_ids: videos.map(({ videoNo }) => videoNo) })
			: success({ videos: videos.map(observed) });
	},
});

/** Numbers as strings, much of it null. */
function observed(video: Video): Record<string, unknown> {
	return {
		duration: String(durationOf(video) ?? 0),
		size: null,
		status: video.status,
		fps: null,
		width: null,
		height: null,
		video_no: video.videoNo,
		video_name: video.videoName,
		create_time: String(video.createTime),
		video_url: video.sourceUrl,
		resolution_label: null,
	};
}
