import type { Endpoint } from '../../transport/endpoint';
import { postMultipart } from './routes';
import { captureDetails } from './wireNames';

export const image = {
	upload: {
		effect: 'charge',
		reply: 'envelope',
		timeout: 'idle',
		perSecond: 1,
		routes: {
			v1: postMultipart('/serve/api/v1/upload_img', {
				uniqueId: 'unique_id',
				...captureDetails,
				files: 'files',
			}),
		},
	},
} as const satisfies Record<string, Endpoint>;
