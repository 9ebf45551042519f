import { formEndpoint, v11 } from '../../endpoint.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { callbackUrl, httpUrl } from '../shared/urls.cjs';
import { acceptUploadV11 } from './acceptUploadV11.cjs';

export const uploadUrlV11 = formEndpoint({
	...v11('upload_url'),
	effect: 'charge',
	query: nothing,
	body: parameters<{ url: string; callback?: string }>({ url: httpUrl, callback: callbackUrl }, [
		'url',
	]),
	answer: ({ body }, world) => acceptUploadV11(body.callback, undefined, body.url, world),
});
