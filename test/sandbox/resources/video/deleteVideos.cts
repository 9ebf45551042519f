import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { parameters, shape } from '../../shape.cjs';
import { vendorSchema } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';

/** Documented for one request; the vendor's schema does not say it. */
const MOST_VIDEOS = 100;

/** Ids that are not there, or in another namespace, are passed over without a word. */
export const deleteVideos = jsonEndpoint({
	...v1('delete_videos'),
	effect: 'change',
	query: parameters<{ unique_id?: string }>({ unique_id: uniqueId }, []),
	body: shape<string[]>({
		...vendorSchema('DeleteVideosRequest'),
		minItems: 1,
		maxItems: MOST_VIDEOS,
	}),
	answer: ({ query: { unique_id = DEFAULT_UNIQUE_ID }, body }, { state }) => {
		for (const videoNo of body) {
			const at = state.videos.findIndex(
				(video) => video.videoNo === videoNo && video.uniqueId === unique_id,
			);
			if (at !== -1) state.videos.splice(at, 1);
		}
		return success(null);
	},
});
