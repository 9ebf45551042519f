import type { Json } from '../../transport/json';
import { isJsonObject } from '../../transport/json';

/** The API generations that Memories.ai has published; the credential says which one a key belongs to. */
export type ApiVersion = 'v1' | 'v1.1' | 'v1.0';

/** How an endpoint wants its fields: as the body's parts, as form fields, as JSON, or in the URL. */
export type Encoding = 'multipart' | 'form' | 'json' | 'query';

/** One endpoint in one API generation. */
export interface Route {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly encoding: Encoding;
	/** This package's field name -> the wire's name, for everything that the encoding carries. */
	readonly fields: Readonly<Record<string, string>>;
	/** The same for fields that travel in the URL although the rest is in the body. */
	readonly queryFields?: Readonly<Record<string, string>>;
}

export interface Endpoint {
	/**
	 * Whether a request that may have arrived can be sent again. False for everything that
	 * Memories.ai may have charged for: nothing on its side recognises a repeat.
	 */
	readonly repeatable: boolean;
	/**
	 * How many requests Memories.ai takes in a second. Source: its table of rate limits, which has
	 * changed over time and differs between plans.
	 */
	readonly perSecond: number;
	/**
	 * Whether a reply's `data` can be what was asked for, where nothing else tells: a list that is none
	 * would pass for an empty one.
	 */
	readonly isValidData?: (data: Json) => boolean;
	readonly routes: Readonly<Partial<Record<ApiVersion, Route>>>;
}

/** `null` is how this API says that there is nothing. */
function isNullOrObject(data: Json): boolean {
	return data === null || isJsonObject(data);
}

/** @returns whether there is nothing, or an array under one of the names */
function isNullOrListIn(...names: string[]): (data: Json) => boolean {
	return (data) =>
		data === null || (isJsonObject(data) && names.some((name) => Array.isArray(data[name])));
}

const scope = { uniqueId: 'unique_id', folderId: 'folder_id' };

const captureDetails = {
	datetimeTaken: 'datetime_taken',
	cameraModel: 'camera_model',
	latitude: 'latitude',
	longitude: 'longitude',
	tags: 'tags',
};

const videoDetails = {
	...scope,
	...captureDetails,
	callbackUrl: 'callback',
	retainOriginalVideo: 'retain_original_video',
	videoTranscriptionPrompt: 'video_transcription_prompt',
};

/**
 * Every call that this package makes: the only place that knows paths and wire names.
 * A generation that is not listed does not have the endpoint.
 */
export const endpoints = {
	uploadFile: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/upload',
				encoding: 'multipart',
				fields: { ...videoDetails, file: 'file' },
			},
			'v1.1': {
				method: 'POST',
				path: '/serve/api/video/upload',
				encoding: 'multipart',
				fields: { callbackUrl: 'callback', file: 'file' },
			},
			'v1.0': {
				method: 'POST',
				path: '/api/serve/video/upload',
				encoding: 'multipart',
				fields: { file: 'file' },
				queryFields: { callbackUrl: 'callBackUri' },
			},
		},
	},
	uploadUrl: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/upload_url',
				encoding: 'form',
				fields: { url: 'url', ...videoDetails },
			},
			'v1.1': {
				method: 'POST',
				path: '/serve/api/video/upload_url',
				encoding: 'form',
				fields: { url: 'url', callbackUrl: 'callback' },
			},
		},
	},
	scrapePlatformPrivate: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper_url',
				encoding: 'json',
				fields: {
					videoUrls: 'video_urls',
					callbackUrl: 'callback_url',
					quality: 'quality',
					...scope,
				},
			},
		},
	},
	// No namespaces in the public library, so no scope.
	scrapePlatformPublic: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper_url_public',
				encoding: 'json',
				fields: { videoUrls: 'video_urls', callbackUrl: 'callback_url', quality: 'quality' },
			},
		},
	},
	scrapeCreatorPrivate: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper',
				encoding: 'json',
				fields: {
					creatorUrl: 'username',
					scraperCount: 'scraper_cnt',
					callbackUrl: 'callback_url',
					...scope,
				},
			},
		},
	},
	scrapeCreatorPublic: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper_public',
				encoding: 'json',
				fields: {
					creatorUrl: 'username',
					scraperCount: 'scraper_cnt',
					callbackUrl: 'callback_url',
				},
			},
		},
	},
	scrapeHashtagPrivate: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper_tag',
				encoding: 'json',
				// Here, and among the scrapes only here, the documented name is `callback`.
				fields: {
					hashtags: 'hash_tags',
					scraperCount: 'scraper_cnt',
					callbackUrl: 'callback',
					...scope,
				},
			},
		},
	},
	scrapeHashtagPublic: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/scraper_tag_public',
				encoding: 'json',
				fields: { hashtags: 'hash_tags', scraperCount: 'scraper_cnt' },
			},
		},
	},
	uploadImages: {
		repeatable: false,
		perSecond: 1,
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/upload_img',
				encoding: 'multipart',
				fields: { uniqueId: 'unique_id', ...captureDetails, files: 'files' },
			},
		},
	},
	getMetadata: {
		repeatable: true,
		perSecond: 5,
		isValidData: isNullOrObject,
		routes: {
			v1: {
				method: 'GET',
				path: '/serve/api/v1/get_metadata',
				encoding: 'query',
				fields: { videoNo: 'video_no', uniqueId: 'unique_id' },
			},
		},
	},
	getTaskStatus: {
		repeatable: true,
		perSecond: 1,
		isValidData: isNullOrListIn('videos', 'video_ids'),
		routes: {
			v1: {
				method: 'GET',
				path: '/serve/api/v1/get_video_ids_by_task_id',
				encoding: 'query',
				fields: { taskId: 'task_id', uniqueId: 'unique_id' },
			},
		},
	},
	listVideos: {
		repeatable: true,
		perSecond: 5,
		isValidData: isNullOrListIn('videos'),
		routes: {
			v1: {
				method: 'POST',
				path: '/serve/api/v1/list_videos',
				encoding: 'json',
				fields: {
					page: 'page',
					size: 'size',
					videoName: 'video_name',
					videoNo: 'video_no',
					videoNos: 'video_nos',
					status: 'status',
					cameraModel: 'camera_model',
					tag: 'tag',
					datetimeTaken: 'datetime_taken',
					latitude: 'latitude',
					longitude: 'longitude',
					...scope,
				},
			},
		},
	},
	listUniqueIds: {
		repeatable: true,
		perSecond: 5,
		isValidData: isNullOrListIn('unique_ids'),
		routes: {
			v1: {
				method: 'GET',
				path: '/serve/api/v1/list_unique_ids',
				encoding: 'query',
				fields: {},
			},
		},
	},
} as const satisfies Record<string, Endpoint>;

/**
 * @returns the API generations that have the endpoint, newest first
 */
export function versionsWith(endpoint: Endpoint): ApiVersion[] {
	return (['v1', 'v1.1', 'v1.0'] as const).filter((version) => endpoint.routes[version]);
}

/**
 * @returns the names among `names` that the route has no place for
 */
export function fieldsWithoutPlace(route: Route, names: string[]): string[] {
	return names.filter((name) => !(name in route.fields) && !(name in (route.queryFields ?? {})));
}
