import { multipartEndpoint, v1 } from '../../endpoint.cjs';
import { queryImage } from '../../fileRules.cjs';
import { refuse, success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { clipHit } from './hitView.cjs';
import { findSimilar } from './score.cjs';

/** The clips of one video; what becomes of one that is not there is not documented. */
export const searchClipsByImage = multipartEndpoint({
	...v1('search_clips_by_image'),
	effect: 'read',
	query: nothing,
	body: parameters<{ video_no: string; prompt: string; unique_id?: string }>(
		{
			...vendorParameters('SearchClipsByImageRequest', 'file'),
			video_no: { type: 'string', minLength: 1 },
			prompt: { type: 'string', minLength: 1 },
			unique_id: uniqueId,
		},
		['video_no', 'prompt'],
	),
	files: queryImage,
	answer: ({ body: { video_no, unique_id = DEFAULT_UNIQUE_ID } }, { state }) => {
		const video = state.videos.find(
			({ videoNo, uniqueId: namespace }) => videoNo === video_no && namespace === unique_id,
		);
		if (!video) refuse('video not found');
		const indexed = video.status === 'PARSE' ? [video] : [];
		return success(findSimilar(indexed, 0).map(clipHit));
	},
});
