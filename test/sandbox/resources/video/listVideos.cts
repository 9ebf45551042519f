import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing } from '../../shape.cjs';
import { listParameters, selectVideos } from './selectVideos.cjs';
import { listed } from './videoView.cjs';

export const listVideos = jsonEndpoint({
	...v1('list_videos'),
	effect: 'read',
	query: nothing,
	body: listParameters,
	answer: ({ body }, world) => {
		const { page, size, matches, shown } = selectVideos(body, world);
		return success({
			current_page: page,
			page_size: size,
			total_count: matches.length,
			videos: shown.map(listed),
		});
	},
});
