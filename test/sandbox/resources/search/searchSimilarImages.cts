import { multipartEndpoint, v1 } from '../../endpoint.cjs';
import { queryImage } from '../../fileRules.cjs';
import { success } from '../../replies.cjs';
import type { Schema } from '../../schema.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { uniqueId } from '../shared/scope.cjs';
import { selectVideos } from '../video/selectVideos.cjs';
import { sceneHit } from './hitView.cjs';
import { publicVideos } from './publicVideos.cjs';
import { findSimilar } from './score.cjs';

/** [OpenAPI] Of the public library; that of the private one is not documented. */
const DEFAULT_SIMILARITY = 0.85;

const similarity: Schema = { type: 'number', minimum: 0, maximum: 1 };

/** Not in the OpenAPI file; documented elsewhere. Answers without `endTime`, as observed. */
export const searchSimilarImages = multipartEndpoint({
	...v1('search_similar_images'),
	effect: 'read',
	query: nothing,
	body: parameters<{ similarity?: number; unique_id?: string }>(
		{ similarity, unique_id: uniqueId },
		[],
	),
	files: queryImage,
	answer: ({ body }, world) => {
		const { matches } = selectVideos({ unique_id: body.unique_id, status: 'PARSE' }, world);
		const hits = findSimilar(matches, body.similarity ?? DEFAULT_SIMILARITY);
		return success(hits.map((one) => ({ ...sceneHit(one), endTime: undefined })));
	},
});

export const searchPublicSimilarImages = multipartEndpoint({
	...v1('search_public_similar_images'),
	effect: 'read',
	query: nothing,
	body: parameters<{ similarity?: number; type?: string }>(
		vendorParameters('SearchSimilarImagesRequest', 'file'),
		[],
	),
	files: queryImage,
	answer: ({ body }, { state }) => {
		const videos = publicVideos(state, body.type);
		const hits = findSimilar(videos, body.similarity ?? DEFAULT_SIMILARITY);
		return success(hits.map(sceneHit));
	},
});
