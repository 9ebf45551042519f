import { FOLDER, get, NAMESPACE, post, VIDEO, type Call } from './call.cjs';

const search = { resource: 'video', operation: 'search', query: 'boat in the ocean' };
const byImage = { resource: 'video', operation: 'searchByImage', similarity: 0.5 };
const words = { resource: 'transcript', operation: 'search', query: 'where is the love' };
const transcript = {
	resource: 'transcript',
	operation: 'get',
	videoNo: VIDEO,
	additionalFields: { uniqueId: NAMESPACE },
};

const filters = {
	cameraModel: 'Canon EOS 5D',
	datetimeTaken: '2025-10-20 11:00:00',
	filteringLevel: 'medium',
	latitude: 88.88,
	longitude: 88.88,
	tag: 'test1',
	uniqueId: NAMESPACE,
};
const filtered = {
	camera_tag: 'Canon EOS 5D',
	datetime_taken: '2025-10-20 11:00:00',
	filtering_level: 'medium',
	latitude: 88.88,
	longitude: 88.88,
	tag: 'test1',
	unique_id: NAMESPACE,
};
const folder = { folder_id: BigInt(FOLDER) };

/** @param type the vendor's word for what is searched */
function searched(type: string, most = 50) {
	return { search_param: 'boat in the ocean', search_type: type, top_k: most };
}

/** Searches, and transcripts. */
export const searchCalls: readonly Call[] = [
	{
		call: post('search'),
		parameters: { ...search, limit: 1000, filters: { ...filters, videoNos: VIDEO } },
		sent: { json: { ...searched('BY_CLIP', 1000), ...filtered, video_nos: [VIDEO] } },
	},
	{
		call: post('search'),
		parameters: { ...search, searchIn: 'speech', filters: { folderId: FOLDER } },
		sent: { json: { ...searched('BY_AUDIO'), ...folder } },
	},
	{
		call: post('search'),
		parameters: { ...search, searchIn: 'captions', limit: 200 },
		sent: { json: searched('BY_CAPTION', 200) },
	},
	{
		call: post('search'),
		parameters: { ...search, resource: 'image', limit: 1000, filters },
		sent: { json: { ...searched('BY_IMAGE', 1000), ...filtered } },
	},
	{
		call: post('search'),
		parameters: { ...search, resource: 'image', filters: { folderId: FOLDER } },
		sent: { json: { ...searched('BY_IMAGE'), ...folder } },
	},
	{
		call: post('search_public'),
		parameters: {
			...search,
			library: 'public',
			platform: 'YOUTUBE',
			limit: 3,
			filters: { filteringLevel: 'high' },
		},
		sent: { json: { ...searched('BY_VIDEO', 3), type: 'YOUTUBE', filtering_level: 'high' } },
	},
	{
		call: post('search_public'),
		parameters: { ...search, library: 'public', searchIn: 'speech' },
		sent: { json: { ...searched('BY_AUDIO'), type: 'TIKTOK' } },
	},
	{
		call: post('search_similar_images'),
		section: '3.4',
		parameters: { ...byImage, additionalFields: { uniqueId: NAMESPACE } },
		file: 'image',
		sent: {
			fields: [
				['similarity', '0.5'],
				['unique_id', NAMESPACE],
			],
			files: ['file'],
		},
	},
	{
		call: post('search_public_similar_images'),
		parameters: { ...byImage, library: 'public', platform: 'INSTAGRAM' },
		file: 'image',
		sent: {
			fields: [
				['similarity', '0.5'],
				['type', 'INSTAGRAM'],
			],
			files: ['file'],
		},
	},
	{
		call: post('search_clips_by_image'),
		parameters: {
			resource: 'video',
			operation: 'findClips',
			videoNo: VIDEO,
			prompt: 'the red shirt',
			additionalFields: { uniqueId: NAMESPACE },
		},
		file: 'image',
		sent: {
			fields: [
				['video_no', VIDEO],
				['prompt', 'the red shirt'],
				['unique_id', NAMESPACE],
			],
			files: ['file'],
		},
	},
	{
		call: get('search_audio_transcripts'),
		parameters: { ...words, limit: 100, additionalFields: { uniqueId: NAMESPACE } },
		sent: {
			query: { query: words.query, page: '1', page_size: '100', unique_id: NAMESPACE },
		},
	},
	{
		call: get('search_public_audio_transcripts'),
		section: '3.3',
		parameters: { ...words, library: 'public', returnAll: true },
		sent: { query: { query: words.query, page: '1', page_size: '500' } },
	},
	{
		call: get('get_audio_transcription'),
		parameters: transcript,
		sent: { query: { video_no: VIDEO, unique_id: NAMESPACE } },
	},
	{
		call: get('get_video_caption'),
		parameters: { ...transcript, content: 'captions' },
		sent: { query: { video_no: VIDEO, unique_id: NAMESPACE } },
	},
];
