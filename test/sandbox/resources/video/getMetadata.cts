import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { listed } from './videoView.cjs';

/**
 * `data: null` for a video that does not exist or is in another namespace than asked for. Public
 * videos have none; that they can be asked for here is not documented.
 */
export const getMetadata = getEndpoint({
	...v1('get_metadata'),
	effect: 'read',
	query: parameters<{ video_no: string; unique_id?: string }>(
		{ video_no: { type: 'string', minLength: 1 }, unique_id: uniqueId },
		['video_no'],
	),
	answer: ({ query: { video_no, unique_id = DEFAULT_UNIQUE_ID } }, { state }) => {
		const video = state.videos.find(({ videoNo }) => videoNo === video_no);
		const visible = video && (video.uniqueId === undefined || video.uniqueId === unique_id);
		return success(visible ? { ...listed(video), ...measured(video) } : null);
	},
});

/** What is known beyond the list. */
function measured({ status }: Video): Record<string, unknown> {
	return status === 'PARSE' ? { resolution_label: '720P', fps: 30, width: 1280, height: 720 } : {};
}
