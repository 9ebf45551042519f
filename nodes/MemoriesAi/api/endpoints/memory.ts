import type { Endpoint } from '../../transport/endpoint';
import { postJson } from './routes';
import { isNullOrSomeList } from './validData';

const reply = { reply: 'envelope', timeout: 'total', perSecond: 1 } as const;

const listed = { page: 'page', size: 'page_size', filters: 'filters', uniqueId: 'unique_id' };

export const memory = {
	add: {
		...reply,
		effect: 'charge',
		routes: {
			v1: postJson('/serve/api/v1/memories/add', {
				memories: 'memories',
				uniqueId: 'unique_id',
				tags: 'tags',
				latitude: 'latitude',
				longitude: 'longitude',
				memoriesAt: 'memories_at',
			}),
		},
	},
	list: {
		...reply,
		effect: 'read',
		isValidData: isNullOrSomeList,
		routes: { v1: postJson('/serve/api/v1/memories', listed) },
	},
	search: {
		...reply,
		effect: 'read',
		isValidData: isNullOrSomeList,
		routes: { v1: postJson('/serve/api/v1/memories/search', { query: 'query', ...listed }) },
	},
} as const satisfies Record<string, Endpoint>;
