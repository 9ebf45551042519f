import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import type { Segment, Video } from '../../state.cjs';
import { vendorQuery } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { speechOf } from './segments.cjs';

/** [OpenAPI] */
const DEFAULT_PAGE_SIZE = 100;

interface Search {
	query: string;
	page?: number;
	page_size?: number;
}

const searchParameters = {
	...vendorQuery('search_audio_transcripts'),
	query: { type: 'string', minLength: 1 },
};

export const searchAudioTranscripts = getEndpoint({
	...v1('search_audio_transcripts'),
	effect: 'read',
	query: parameters<Search & { unique_id?: string }>({ ...searchParameters, unique_id: uniqueId }, [
		'query',
	]),
	answer: ({ query: { unique_id = DEFAULT_UNIQUE_ID, ...search } }, { state }) =>
		pageOf(
			state.videos.filter((video) => video.uniqueId === unique_id),
			search,
		),
});

/** Not in the vendor's OpenAPI file; documented as the private one, without a namespace. */
export const searchPublicAudioTranscripts = getEndpoint({
	...v1('search_public_audio_transcripts'),
	effect: 'read',
	query: parameters<Search>(searchParameters, ['query']),
	answer: ({ query }, { state }) =>
		pageOf(
			state.videos.filter((video) => video.uniqueId === undefined),
			query,
		),
});

/** The text as it is, within what is said at one time, in upper or lower case. Numbers come as texts. */
function pageOf(videos: Video[], { query, page = 1, page_size = DEFAULT_PAGE_SIZE }: Search) {
	const asked = query.toLowerCase();
	const hits = videos.flatMap((video) =>
		speechOf(video)
			.filter(({ content }) => content.toLowerCase().includes(asked))
			.map((segment) => hitView(video, segment)),
	);
	return success({
		current_page: page,
		page_size,
		total_count: String(hits.length),
		videos: hits.slice((page - 1) * page_size, page * page_size),
	});
}

function hitView({ videoNo, videoName, uniqueId: namespace }: Video, { start, content }: Segment) {
	return {
		videoNo,
		videoName,
		startTime: String(start),
		audio_ts: content,
		video_bucket: namespace === undefined ? 'mavi-public-video' : 'mavi-resource',
		video_blob: `${videoNo}.mp4`,
	};
}
