import { CALLBACK, capture, captureFields, FOLDER, NAMESPACE, post, type Call } from './call.cjs';

const details = {
	...capture,
	callbackUrl: CALLBACK,
	retainOriginalVideo: false,
	videoTranscriptionPrompt: 'Focus on the speaker',
};
const detailFields: NonNullable<Call['sent']['fields']> = [
	...captureFields,
	['callback', CALLBACK],
	['retain_original_video', 'false'],
	['video_transcription_prompt', 'Focus on the speaker'],
];

const file = { resource: 'video', operation: 'uploadFile' };
const url = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const images = { resource: 'image', operation: 'uploadImages' };
const URL_FIELD = ['url', 'https://example.com/a.mp4'] as [string, string];

/** Uploads, of today and of the older generations. */
export const uploadCalls: readonly Call[] = [
	{
		call: post('upload'),
		parameters: { ...file, additionalFields: { ...details, uniqueId: NAMESPACE } },
		file: 'video',
		sent: { fields: [...detailFields, ['unique_id', NAMESPACE]], files: ['file'] },
	},
	{
		call: post('upload'),
		parameters: { ...file, additionalFields: { folderId: FOLDER } },
		file: 'video',
		sent: { fields: [['folder_id', FOLDER]], files: ['file'] },
	},
	{
		call: 'POST /serve/api/video/upload',
		section: '1.6',
		parameters: { ...file, additionalFields: { callbackUrl: CALLBACK } },
		file: 'video',
		apiVersion: 'v1.1',
		sent: { fields: [['callback', CALLBACK]], files: ['file'] },
	},
	{
		call: 'POST /api/serve/video/upload',
		section: '1.7',
		parameters: { ...file, additionalFields: { callbackUrl: CALLBACK } },
		file: 'video',
		apiVersion: 'v1.0',
		sent: { query: { callBackUri: CALLBACK }, files: ['file'] },
	},
	{
		call: post('upload_url'),
		parameters: { ...url, additionalFields: { ...details, uniqueId: NAMESPACE } },
		sent: { fields: [URL_FIELD, ...detailFields, ['unique_id', NAMESPACE]] },
	},
	{
		call: post('upload_url'),
		parameters: { ...url, additionalFields: { folderId: FOLDER } },
		sent: { fields: [URL_FIELD, ['folder_id', FOLDER]] },
	},
	{
		call: 'POST /serve/api/video/upload_url',
		section: '1.6',
		parameters: { ...url, additionalFields: { callbackUrl: CALLBACK } },
		apiVersion: 'v1.1',
		sent: { fields: [URL_FIELD, ['callback', CALLBACK]] },
	},
	{
		call: post('upload_img'),
		parameters: { ...images, additionalFields: { ...capture, uniqueId: NAMESPACE } },
		file: 'image',
		sent: { fields: [...captureFields, ['unique_id', NAMESPACE]], files: ['files'] },
	},
];
