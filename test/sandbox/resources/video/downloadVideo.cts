import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { refuse, type Reply } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import type { Video } from '../../state.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';

const PIECE_BYTES = 64 * 1024;

/** The file comes without a name; its type says only that it is bytes. Nothing is kept, so it is made up. */
export const downloadVideo = jsonEndpoint({
	...v1('download'),
	effect: 'charge',
	query: nothing,
	body: parameters<{ video_no: string; unique_id?: string }>(
		{ ...vendorParameters('DownloadVideoRequest'), unique_id: uniqueId },
		['video_no'],
	),
	answer: ({ body: { video_no, unique_id = DEFAULT_UNIQUE_ID } }, { state }): Reply => {
		const video = state.videos.find(({ videoNo }) => videoNo === video_no);
		if (!video || (video.uniqueId !== undefined && video.uniqueId !== unique_id)) {
			refuse('video not found');
		}
		return {
			status: 200,
			contentType: 'application/octet-stream',
			headers: {},
			body: { length: video.size, open: () => contentOf(video) },
		};
	},
});

/** As many bytes as the video has; each piece begins with where it stands, so that no two are alike. */
export function* contentOf({ videoNo, size }: Pick<Video, 'videoNo' | 'size'>): Generator<Buffer> {
	for (let at = 0; at < size; at += PIECE_BYTES) {
		yield Buffer.alloc(Math.min(PIECE_BYTES, size - at), `${at} of ${videoNo}, `);
	}
}
