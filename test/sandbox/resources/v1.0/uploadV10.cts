import { multipartEndpoint, v10 } from '../../endpoint.cjs';
import { videoFile } from '../../fileRules.cjs';
import { hexName, nextDigits } from '../../ids.cjs';
import { successWithoutFlags } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { accept, documentedUpload, newVideo } from '../video/newVideo.cjs';

/**
 * As documented: another id prefix, every value a string, `duration` beside them. This call alone
 * takes the callback in the query, under a name of its own.
 */
export const uploadV10 = multipartEndpoint({
	...v10('upload'),
	effect: 'charge',
	query: parameters<{ callBackUri?: string }>({ callBackUri: callbackUrl }, []),
	body: nothing,
	files: videoFile,
	answer: ({ query, files }, world) => {
		const video: Video = {
			...newVideo(`mavi_video_${nextDigits()}`, files[0], undefined),
			videoName: `mavi_api_video_${hexName()}`,
		};
		return accept(video, query.callBackUri, true, world, () =>
			successWithoutFlags({ ...documentedUpload(video), duration: '12' }),
		);
	},
});
