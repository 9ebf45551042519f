import type { Endpoint } from '../../transport/endpoint';
import { postJson, postMultipart } from './routes';
import { isNullOrList, isNullOrListIn } from './validData';
import { scope } from './wireNames';

const read = { effect: 'read', reply: 'envelope', perSecond: 1 } as const;
const videos = { ...read, timeout: 'total', isValidData: isNullOrList } as const;
const byImage = { ...read, timeout: 'idle', isValidData: isNullOrList } as const;

const words = {
	query: 'search_param',
	searchType: 'search_type',
	limit: 'top_k',
	filteringLevel: 'filtering_level',
};
const filters = {
	tag: 'tag',
	cameraModel: 'camera_tag',
	datetimeTaken: 'datetime_taken',
	latitude: 'latitude',
	longitude: 'longitude',
	...scope,
};
const similar = { file: 'file', similarity: 'similarity' };

/** What the API calls what is searched in, by library; the public one has no captions. */
export const searchTypes = {
	private: { scenes: 'BY_CLIP', speech: 'BY_AUDIO', captions: 'BY_CAPTION' },
	public: { scenes: 'BY_VIDEO', speech: 'BY_AUDIO' },
	images: 'BY_IMAGE',
} as const;

/** By what is searched for, and in which library. The public one has no namespaces, so no scope. */
export const search = {
	videos: {
		private: {
			...videos,
			routes: {
				v1: postJson('/serve/api/v1/search', { ...words, videoNos: 'video_nos', ...filters }),
			},
		},
		public: {
			...videos,
			routes: { v1: postJson('/serve/api/v1/search_public', { ...words, platform: 'type' }) },
		},
	},
	/** The same call as for videos; its answer is another one. */
	images: {
		private: {
			...read,
			timeout: 'total',
			isValidData: isNullOrListIn('item'),
			routes: { v1: postJson('/serve/api/v1/search', { ...words, ...filters }) },
		},
	},
	similar: {
		private: {
			...byImage,
			routes: {
				v1: postMultipart('/serve/api/v1/search_similar_images', {
					uniqueId: 'unique_id',
					...similar,
				}),
			},
		},
		public: {
			...byImage,
			routes: {
				v1: postMultipart('/serve/api/v1/search_public_similar_images', {
					platform: 'type',
					...similar,
				}),
			},
		},
	},
	clips: {
		private: {
			...byImage,
			routes: {
				v1: postMultipart('/serve/api/v1/search_clips_by_image', {
					videoNo: 'video_no',
					prompt: 'prompt',
					uniqueId: 'unique_id',
					file: 'file',
				}),
			},
		},
	},
} as const satisfies Record<string, Partial<Record<'private' | 'public', Endpoint>>>;
