import type { Endpoint } from '../../transport/endpoint';
import { get } from './routes';
import { isNullOrListIn } from './validData';

export const uniqueId = {
	list: {
		effect: 'read',
		reply: 'envelope',
		timeout: 'total',
		perSecond: 5,
		isValidData: isNullOrListIn('unique_ids'),
		routes: { v1: get('/serve/api/v1/list_unique_ids', {}) },
	},
} as const satisfies Record<string, Endpoint>;
