import { multipartEndpoint, v11 } from '../../endpoint.cjs';
import { videoFile } from '../../fileRules.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { acceptUploadV11 } from './acceptUploadV11.cjs';

export const uploadV11 = multipartEndpoint({
	...v11('upload'),
	effect: 'charge',
	query: nothing,
	body: parameters<{ callback?: string }>({ callback: callbackUrl }, []),
	files: videoFile,
	answer: ({ body, files }, world) => acceptUploadV11(body.callback, files[0], undefined, world),
});
