import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Json } from '../transport/json';
import { isJsonObject, textOf } from '../transport/json';
import { requireId } from './requireId';

/**
 * Takes in the reply to the upload of a video.
 *
 * @returns the reply's `data`, flat, with the number and the time as text, however they were sent
 * @throws NodeApiError when the reply has no number of a video
 */
export function uploadedVideo(
	context: IExecuteFunctions,
	itemIndex: number,
	data: Json,
): IDataObject {
	const video = requireId(context, itemIndex, data, 'videoNo');
	const uploadTime = isJsonObject(data) ? textOf(data.uploadTime) : undefined;
	return uploadTime === undefined ? video : { ...video, uploadTime };
}
