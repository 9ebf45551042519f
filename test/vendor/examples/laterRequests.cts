import type { ExampleRequest } from './requests.cjs';

const inNamespace = (uniqueId: string) => ({ additionalFields: { uniqueId } });
const VIDEOS = 'VI606404158946574336, VI606402870447996928';

/** Those about what is in the library already: searches, questions, folders, memories. */
export const laterRequests: readonly ExampleRequest[] = [
	{
		example: 'task_status.request.json',
		parameters: {
			resource: 'task',
			operation: 'get',
			taskId: '4b2d85ea-8b61-4689-96c3-75d907140242',
			...inNamespace('1'),
		},
	},
	{
		example: 'get_metadata.request.json',
		parameters: {
			resource: 'video',
			operation: 'get',
			videoNo: 'VI606404158946574336',
			...inNamespace('default'),
		},
	},
	{
		example: 'list_videos.request.json',
		parameters: {
			resource: 'video',
			operation: 'getAll',
			limit: 50,
			filters: {
				uniqueId: 'default',
				cameraModel: 'Canon EOS 5D',
				tag: 'holiday',
				datetimeTaken: '2024-10-20T01:40:00Z',
				latitude: 39.9042,
				longitude: 116.4074,
				videoNos: VIDEOS,
			},
		},
	},
	{
		example: 'chat.request.json',
		parameters: {
			resource: 'chat',
			operation: 'askVideos',
			videoNos: 'VI625239098370850816',
			prompt: 'Summarize the emotional moments in these videos',
			sessionId: 'session-123',
		},
	},
	{
		example: 'marketer_chat.request.json',
		parameters: {
			resource: 'chat',
			operation: 'askPublic',
			prompt: 'What does nike recently post?',
		},
		otherwise: [
			{ printed: '"session_id":"",', sent: '', why: 'What is not filled in is not sent.' },
		],
	},
	{
		example: 'search.request.json',
		parameters: {
			resource: 'video',
			operation: 'search',
			query: 'boat in the ocean',
			limit: 100,
			filters: {
				filteringLevel: 'medium',
				videoNos: 'VI635764894954369024',
				tag: 'test1',
				cameraModel: 'Canon EOS 5D',
				datetimeTaken: '2025-10-20 11:00:00',
				latitude: 88.88,
				longitude: 88.88,
			},
		},
	},
	{
		example: 'search_public.request.json',
		parameters: {
			resource: 'video',
			operation: 'search',
			library: 'public',
			query: 'Find sprint race with Usain Bolt',
			limit: 3,
			filters: { filteringLevel: 'medium' },
		},
	},
	{
		example: 'search_audio_transcripts.request.json',
		parameters: {
			resource: 'transcript',
			operation: 'search',
			query: 'where is the love',
			limit: 100,
			...inNamespace('test'),
		},
	},
	{
		example: 'search_public_similar_images.request.json',
		parameters: { resource: 'video', operation: 'searchByImage', library: 'public' },
	},
	{
		example: 'search_clips_by_image.request.json',
		parameters: {
			resource: 'video',
			operation: 'findClips',
			videoNo: 'VI625239098370850816',
			prompt: 'focus on the red shirt, ignore background color',
		},
	},
	{
		example: 'get_audio_transcription.request.json',
		parameters: {
			resource: 'transcript',
			operation: 'get',
			videoNo: 'VI605961375402668032',
			...inNamespace('default'),
		},
	},
	{
		example: 'download.request.json',
		parameters: {
			resource: 'video',
			operation: 'download',
			videoNo: 'VI625239098370850816',
			...inNamespace('test'),
		},
	},
	{
		example: 'delete_videos.request.json',
		parameters: {
			resource: 'video',
			operation: 'delete',
			videoNo: '={{ $json.videoNo }}',
			...inNamespace('my-project'),
		},
		items: [{ videoNo: 'VI1234567890' }, { videoNo: 'VI0987654321' }],
		otherwise: [{ printed: '<UNIQUE_ID>', sent: 'my-project', why: 'It stands for a value.' }],
	},
	{
		example: 'folders.create.request.json',
		parameters: { resource: 'folder', operation: 'create', name: 'my-project' },
	},
	{
		example: 'folders.rename.request.json',
		parameters: {
			resource: 'folder',
			operation: 'rename',
			folderId: '671631448308117500',
			name: 'renamed-project',
		},
	},
	{
		example: 'folders.move.request.json',
		parameters: {
			resource: 'video',
			operation: 'move',
			videoNo: 'VI671631448308117504',
			folderId: '671631448308117500',
		},
	},
	{
		example: 'memories.add.request.json',
		parameters: {
			resource: 'memory',
			operation: 'create',
			memories: { memory: [{ role: 'Tester', content: 'Starting testing today' }] },
			additionalFields: {
				tags: 'test-tag',
				latitude: 3.2028,
				longitude: 73.2207,
				memoriesAt: '2025-11-17T17:00:00Z',
			},
		},
		otherwise: [
			{
				printed: '17:00:00Z',
				sent: '17:00:00.000Z',
				why: 'The same moment, in the same standard.',
			},
		],
	},
	{
		example: 'memories.search.request.json',
		parameters: { resource: 'memory', operation: 'search', query: 'Technology', limit: 20 },
	},
];
