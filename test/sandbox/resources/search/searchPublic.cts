import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { sceneHit, speechHit, wordsOfVideo } from './hitView.cjs';
import { publicVideos } from './publicVideos.cjs';
import { findByWords, type SearchedWords, searchParam } from './score.cjs';

interface PublicFields extends SearchedWords {
	type?: string;
}

/** The public library, one platform at a time. */
export const searchPublic = jsonEndpoint({
	...v1('search_public'),
	effect: 'read',
	query: nothing,
	body: parameters<PublicFields>(
		{ ...vendorParameters('SearchPublicRequest'), search_param: searchParam },
		['search_param'],
	),
	answer: ({ body }, { state, settings }) => {
		const hits = findByWords(publicVideos(state, body.type), wordsOfVideo, body, settings);
		return success(hits.map(body.search_type === 'BY_AUDIO' ? speechHit : sceneHit));
	},
});
