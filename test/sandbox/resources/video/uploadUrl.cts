import { formEndpoint, v1 } from '../../endpoint.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { oneScope } from '../shared/scope.cjs';
import { httpUrl } from '../shared/urls.cjs';
import { acceptUpload, type UploadFields, uploadParameters } from './acceptUpload.cjs';

export const uploadUrl = formEndpoint({
	...v1('upload_url'),
	effect: 'charge',
	query: nothing,
	body: parameters<UploadFields & { url: string }>(
		{ ...vendorParameters('UploadVideoFromUrlRequest'), ...uploadParameters, url: httpUrl },
		['url'],
		oneScope,
	),
	answer: ({ body }, world) => acceptUpload(body, undefined, body.url, world),
});
