import { nextDigits } from '../../ids.cjs';
import type { ReceivedFile } from '../../recorder.cjs';
import { type Reply, success } from '../../replies.cjs';
import type { Video } from '../../state.cjs';
import type { World } from '../../world.cjs';
import { type CaptureFields, captureOf, datetimeTaken } from '../shared/capture.cjs';
import { DEFAULT_UNIQUE_ID, scope, type Scope } from '../shared/scope.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { accept, documentedUpload, newVideo } from './newVideo.cjs';

/** What a client says of a video that it uploads. */
export interface UploadFields extends Scope, CaptureFields {
	callback?: string;
	tags?: string[];
	retain_original_video?: boolean;
	video_transcription_prompt?: string;
}

/** Of the fields, those for which the vendor's schema is not enough. */
export const uploadParameters = { ...scope, callback: callbackUrl, datetime_taken: datetimeTaken };

/** The current generation: U2 callbacks, all four reply fields. */
export function acceptUpload(
	fields: UploadFields,
	file: ReceivedFile | undefined,
	sourceUrl: string | undefined,
	world: World,
): Reply {
	const video: Video = {
		...newVideo(`VI${nextDigits()}`, file, sourceUrl),
		size: file?.size ?? world.settings.linkedVideoBytes,
		uniqueId: fields.unique_id ?? DEFAULT_UNIQUE_ID,
		folderId: fields.folder_id?.toString(),
		capture: captureOf(fields),
		tags: fields.tags ?? [],
	};
	return accept(video, fields.callback, false, world, () => success(documentedUpload(video)));
}
