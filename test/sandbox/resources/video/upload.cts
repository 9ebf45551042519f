import { multipartEndpoint, v1 } from '../../endpoint.cjs';
import { videoFile } from '../../fileRules.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { oneScope } from '../shared/scope.cjs';
import { acceptUpload, type UploadFields, uploadParameters } from './acceptUpload.cjs';

export const upload = multipartEndpoint({
	...v1('upload'),
	effect: 'charge',
	query: nothing,
	body: parameters<UploadFields>(
		{ ...vendorParameters('UploadVideoRequest', 'file'), ...uploadParameters },
		[],
		oneScope,
	),
	files: videoFile,
	answer: ({ body, files }, world) => acceptUpload(body, files[0], undefined, world),
});
