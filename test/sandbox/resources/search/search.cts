import { toMilliseconds } from '../../dateTime.cjs';
import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { type Reply, success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import type { Image } from '../../state.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import type { World } from '../../world.cjs';
import { datetimeTaken } from '../shared/capture.cjs';
import { DEFAULT_UNIQUE_ID, oneScope, scope, type Scope } from '../shared/scope.cjs';
import { bothCoordinates, matchesMetadata, selectVideos } from '../video/selectVideos.cjs';
import { captionHit, sceneHit, speechHit, wordsOfVideo } from './hitView.cjs';
import { fewCaptions, findByWords, type SearchedWords, searchParam } from './score.cjs';

interface SearchFields extends SearchedWords, Scope {
	video_nos?: string[];
	tag?: string;
	camera_tag?: string;
	datetime_taken?: string;
	latitude?: number;
	longitude?: number;
}

/** The private libraries, of videos and of images. An unknown namespace is created by being asked for. */
export const search = jsonEndpoint({
	...v1('search'),
	effect: 'read',
	query: nothing,
	body: parameters<SearchFields>(
		{
			...vendorParameters('SearchPrivateRequest'),
			...scope,
			search_param: searchParam,
			datetime_taken: datetimeTaken,
		},
		['search_param'],
		oneScope,
		bothCoordinates,
		fewCaptions,
	),
	answer: ({ body }, world) =>
		body.search_type === 'BY_IMAGE' ? searchImages(body, world) : searchVideos(body, world),
});

function metadataOf({ camera_tag, tag, datetime_taken, latitude, longitude }: SearchFields) {
	return {
		camera_model: camera_tag,
		tag,
		datetime_taken: datetime_taken === undefined ? undefined : toMilliseconds(datetime_taken),
		latitude,
		longitude,
	};
}

function searchVideos(body: SearchFields, world: World): Reply {
	const { unique_id, folder_id, video_nos, search_type } = body;
	const filter = { ...metadataOf(body), unique_id, folder_id, video_nos, status: 'PARSE' };
	const { matches } = selectVideos(filter, world);
	const hits = findByWords(matches, wordsOfVideo, body, world.settings);
	switch (search_type) {
		case 'BY_CAPTION':
			return success(hits.map(captionHit));
		case 'BY_AUDIO':
			return success(hits.map(speechHit));
		default:
			return success(hits.map(sceneHit));
	}
}

/** Images are in no folder. */
function searchImages(body: SearchFields, { state, settings }: World): Reply {
	const { unique_id = DEFAULT_UNIQUE_ID } = body;
	state.uniqueIds.add(unique_id);
	const images = state.images.filter(
		(image) => image.uniqueId === unique_id && matchesMetadata(image, metadataOf(body)),
	);
	const wordsOfImage = ({ fileName, tags }: Image) => [fileName, ...tags];
	const hits = findByWords(images, wordsOfImage, body, settings);
	return success({
		current_page: 0,
		page_size: 20,
		total_count: hits.length,
		item: hits.map(({ found: { id, fileName, capture }, score }) => ({
			id: settings.imageIds === 'string' ? id : BigInt(id),
			name: fileName,
			img_url: `https://storage.example.com/${id}.jpg`,
			...capture,
			score,
			bucket: 'mavi-resource',
			blob: `${id}.jpg`,
		})),
	});
}
