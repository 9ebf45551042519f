import type { Endpoint } from '../../transport/endpoint';
import { get, postForm, postJson, postJsonBody, postMultipart } from './routes';
import { isNullOrListIn, isNullOrObject } from './validData';
import { captureDetails, scope } from './wireNames';

const upload = { effect: 'charge', reply: 'envelope', perSecond: 1 } as const;
const read = { effect: 'read', reply: 'envelope', timeout: 'total', perSecond: 5 } as const;

const uploadDetails = {
	...scope,
	...captureDetails,
	callbackUrl: 'callback',
	retainOriginalVideo: 'retain_original_video',
	videoTranscriptionPrompt: 'video_transcription_prompt',
};

export const video = {
	uploadFile: {
		...upload,
		timeout: 'idle',
		routes: {
			v1: postMultipart('/serve/api/v1/upload', { ...uploadDetails, file: 'file' }),
			'v1.1': postMultipart('/serve/api/video/upload', { callbackUrl: 'callback', file: 'file' }),
			'v1.0': postMultipart(
				'/api/serve/video/upload',
				{ file: 'file' },
				{ callbackUrl: 'callBackUri' },
			),
		},
	},
	uploadUrl: {
		...upload,
		timeout: 'total',
		routes: {
			v1: postForm('/serve/api/v1/upload_url', { url: 'url', ...uploadDetails }),
			'v1.1': postForm('/serve/api/video/upload_url', { url: 'url', callbackUrl: 'callback' }),
		},
	},
	get: {
		...read,
		isValidData: isNullOrObject,
		routes: {
			v1: get('/serve/api/v1/get_metadata', { videoNo: 'video_no', uniqueId: 'unique_id' }),
		},
	},
	list: {
		...read,
		isValidData: isNullOrListIn('videos'),
		routes: {
			v1: postJson('/serve/api/v1/list_videos', {
				page: 'page',
				size: 'size',
				videoName: 'video_name',
				videoNos: 'video_nos',
				status: 'status',
				cameraModel: 'camera_model',
				tag: 'tag',
				datetimeTaken: 'datetime_taken',
				latitude: 'latitude',
				longitude: 'longitude',
				...scope,
			}),
		},
	},
	download: {
		effect: 'charge',
		leavesNoTrace: true,
		reply: 'file',
		timeout: 'idle',
		// Documented: 12 in a minute.
		perSecond: 0.2,
		routes: {
			v1: postJson('/serve/api/v1/download', { videoNo: 'video_no', uniqueId: 'unique_id' }),
		},
	},
	delete: {
		effect: 'change',
		reply: 'envelope',
		timeout: 'total',
		perSecond: 5,
		routes: {
			v1: postJsonBody('/serve/api/v1/delete_videos', 'videoNos', { uniqueId: 'unique_id' }),
		},
	},
} as const satisfies Record<string, Endpoint>;
