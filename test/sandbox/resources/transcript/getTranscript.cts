import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import type { Segment, Video } from '../../state.cjs';
import { vendorQuery } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { captionsOf, speechOf } from './segments.cjs';

/** `data: null` without a word of why: no such video, not indexed yet, or nobody speaks in it. */
export const getAudioTranscription = transcriptEndpoint('get_audio_transcription', speechOf);

/** The same for what is seen. */
export const getVideoCaption = transcriptEndpoint('get_video_caption', captionsOf);

function transcriptEndpoint(name: string, segmentsOf: (video: Video) => Segment[]) {
	return getEndpoint({
		...v1(name),
		effect: 'read',
		query: parameters<{ video_no: string; unique_id?: string }>(
			{ ...vendorQuery(name), unique_id: uniqueId },
			['video_no'],
		),
		answer: ({ query: { video_no, unique_id = DEFAULT_UNIQUE_ID } }, { state }) => {
			const video = state.videos.find(
				({ videoNo, uniqueId: own }) => videoNo === video_no && own === unique_id,
			);
			const segments = video ? segmentsOf(video) : [];
			return success(video && segments.length > 0 ? transcriptView(video, segments) : null);
		},
	});
}

/** Numbers come as texts. */
function transcriptView({ videoNo, createTime }: Video, segments: Segment[]) {
	return {
		videoNo,
		transcriptions: segments.map(({ start, end, content }, index) => ({
			index,
			content,
			startTime: String(start),
			endTime: String(end),
		})),
		createTime: String(createTime),
		video_bucket: 'mavi-resource',
		video_blob: `${videoNo}.mp4`,
	};
}
