import type { Json } from '../../transport/json';
import { isJsonObject, textOf } from '../../transport/json';
import type { Endpoint } from '../../transport/endpoint';
import { get, postForm, postJson } from './routes';
import { isNullOrListIn } from './validData';

const read = { effect: 'read', reply: 'envelope', timeout: 'total', perSecond: 1 } as const;
const change = { effect: 'change', reply: 'envelope', timeout: 'total', perSecond: 1 } as const;

export const folder = {
	list: {
		...read,
		isValidData: isNullOrListIn('folders'),
		routes: { v1: get('/serve/api/v1/folders', {}) },
	},
	create: {
		...change,
		isValidData: hasFolderId,
		routes: { v1: postForm('/serve/api/v1/folders/create', { name: 'name' }) },
	},
	rename: {
		...change,
		routes: {
			v1: postForm('/serve/api/v1/folders/rename', { folderId: 'folder_id', name: 'new_name' }),
		},
	},
	delete: {
		...change,
		routes: { v1: postForm('/serve/api/v1/folders/delete', { folderId: 'folder_id' }) },
	},
	/** The videos of one folder: the only call that knows the folder of the older API, -2. */
	listVideos: {
		...read,
		isValidData: isNullOrListIn('videos'),
		routes: {
			v1: get('/serve/api/v1/folders/videos', {
				folderId: 'folder_id',
				page: 'page',
				size: 'page_size',
			}),
		},
	},
	moveVideos: {
		...change,
		routes: {
			v1: postJson('/serve/api/v1/folders/move', { folderId: 'folder_id', videoNos: 'video_nos' }),
		},
	},
} as const satisfies Record<string, Endpoint>;

/** A folder without its id is of no use to whoever made it. */
function hasFolderId(data: Json): boolean {
	return isJsonObject(data) && textOf(data.folder_id) !== undefined;
}
