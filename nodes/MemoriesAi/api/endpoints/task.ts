import type { Endpoint } from '../../transport/endpoint';
import { get } from './routes';
import { isEmptyObject, isNullOrListIn } from './validData';

export const task = {
	getStatus: {
		effect: 'read',
		reply: 'envelope',
		timeout: 'total',
		perSecond: 1,
		// The documents of today print an empty object.
		isValidData: (data) => isEmptyObject(data) || isNullOrListIn('videos', 'video_ids')(data),
		routes: {
			v1: get('/serve/api/v1/get_video_ids_by_task_id', {
				taskId: 'task_id',
				uniqueId: 'unique_id',
			}),
		},
	},
} as const satisfies Record<string, Endpoint>;
