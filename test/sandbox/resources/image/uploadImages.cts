import { multipartEndpoint, v1 } from '../../endpoint.cjs';
import { imageFiles } from '../../fileRules.cjs';
import { success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { type CaptureFields, captureOf, datetimeTaken } from '../shared/capture.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { newImage } from './newImage.cjs';

interface ImageFields extends CaptureFields {
	unique_id?: string;
	tags?: string[];
}

/** One id per file, in the order of the files. */
export const uploadImages = multipartEndpoint({
	...v1('upload_img'),
	effect: 'charge',
	query: nothing,
	body: parameters<ImageFields>(
		{
			...vendorParameters('UploadImageRequest', 'files'),
			datetime_taken: datetimeTaken,
			unique_id: uniqueId,
		},
		[],
	),
	files: imageFiles,
	answer: ({ body, files }, { settings, state }) => {
		const namespace = body.unique_id ?? DEFAULT_UNIQUE_ID;
		state.uniqueIds.add(namespace);
		const images = files.map((file) => ({
			...newImage(file.filename ?? ''),
			uniqueId: namespace,
			capture: captureOf(body),
			tags: body.tags ?? [],
		}));
		state.images.push(...images);
		return success(
			images.map(({ id }) => ({ id: settings.imageIds === 'string' ? id : BigInt(id) })),
		);
	},
});
