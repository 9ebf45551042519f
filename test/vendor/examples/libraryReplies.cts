import type { ExampleReply } from './reply.cjs';

const TASK = '4b2d85ea-8b61-4689-96c3-75d907140242_84f9d9b4b6e5940b67e67e2d17ef1f97';
const getTask = { resource: 'task', operation: 'get', taskId: TASK };
const get = { resource: 'video', operation: 'get', videoNo: 'VI606404158946574336' };
const getAll = { resource: 'video', operation: 'getAll' };

const first = {
	videoNo: 'VI606404158946574336',
	videoName: '182082-867762198_tiny',
	status: 'PARSE',
	duration: 12,
	size: 3284512,
	create_time: 1754037217992,
};
const second = {
	videoNo: 'VI606402870447996928',
	status: 'PARSE',
	duration: 61,
	size: 5324808,
	create_time: 1754036910783,
};
const captured = {
	datetime_taken: 1729388400000,
	camera_model: 'Canon EOS 5D',
	latitude: 39.9042,
	longitude: 116.4074,
	tags: ['holiday', 'beijing', 'api'],
};
const folder = { folder_id: '671631448308117500', folder_name: 'my-project' };

/** About what is in the library. */
export const libraryReplies: readonly ExampleReply[] = [
	{
		example: 'task_status.videos-observed.json',
		parameters: getTask,
		items: [{ taskId: TASK, videoNo: 'VI625685456915968000', status: 'PARSE' }],
	},
	{
		example: 'task_status.video-ids.json',
		parameters: getTask,
		items: [
			{ taskId: TASK, videoNo: 'PI-603068775285264430', status: 'PRESENT' },
			{ taskId: TASK, videoNo: 'PI-603068775285264431', status: 'PRESENT' },
		],
	},
	...[
		'task_status.videos-empty-observed.json',
		'derived.task_status.video-ids-empty.json',
		'task_status.response.generic.json',
	].map((example) => ({
		example,
		parameters: getTask,
		items: [{ taskId: TASK, status: 'DOWNLOADING' }],
	})),
	{ example: 'get_metadata.response.json', parameters: get, items: [{ ...first, ...captured }] },
	{ example: 'get_metadata.unknown-video.json', parameters: get, red: /was not found/ },
	{
		example: 'derived.get_metadata.unparse.json',
		parameters: get,
		items: [
			{
				videoNo: first.videoNo,
				videoName: first.videoName,
				status: 'UNPARSE',
				create_time: first.create_time,
			},
		],
	},
	{
		example: 'derived.get_metadata.failed.json',
		parameters: get,
		items: [
			{
				videoNo: first.videoNo,
				videoName: first.videoName,
				status: 'FAILED',
				cause: 'Indexing failed.',
				create_time: first.create_time,
			},
		],
	},
	{
		example: 'list_videos.response.json',
		parameters: getAll,
		items: [
			{ ...first, ...captured },
			{ ...second, videoName: 'test_video_gz_visual_understanding_s36' },
		],
	},
	{
		example: 'list_videos.response.strings.json',
		parameters: getAll,
		items: [
			first,
			{ ...second, videoName: 'test_video_gz_visual_understanding_s36_gun_6_special_gun_6' },
			{
				videoNo: 'VI606401846039576576',
				videoName: 'ssstik.io_@evarose.cosplay_1747479033469',
				status: 'PARSE',
				duration: 44,
				size: 3583477,
				create_time: 1754036666561,
			},
		],
	},
	{
		example: 'list_videos.response.observed.json',
		parameters: getAll,
		items: [
			{
				videoNo: 'VI611471886560694272',
				videoName: 'ElephantsDream',
				status: 'PARSE',
				duration: 653,
				size: 169612362,
				create_time: 1755245460412,
			},
		],
	},
	{
		example: 'list_videos.failed-item.observed.json',
		parameters: getAll,
		items: [
			{
				videoNo: 'VI611151298850443264',
				videoName: 'onlychats',
				status: 'FAIL',
				cause: 'Indexing failed.',
				duration: 0,
				size: 10768051,
				create_time: 1755169024347,
			},
		],
	},
	{
		example: 'delete_videos.response.json',
		parameters: { resource: 'video', operation: 'delete', videoNo: 'VI1' },
		items: [{ deleted: true, videoNo: 'VI1' }],
	},
	{
		example: 'list_unique_ids.response.json',
		parameters: { resource: 'uniqueId', operation: 'getAll' },
		items: [
			{ unique_id: 'default' },
			{ unique_id: 'holiday_2025' },
			{ unique_id: 'project_alpha' },
		],
	},
	{
		example: 'folders.list.response.json',
		parameters: { resource: 'folder', operation: 'getAll' },
		items: [folder],
	},
	{
		example: 'folders.create.response.json',
		parameters: { resource: 'folder', operation: 'create', name: 'my-project' },
		items: [folder],
	},
	{
		// Of version 1.1, which lists its folders by a call of its own.
		example: 'v11.get_folder.response.json',
		parameters: { resource: 'folder', operation: 'getAll' },
		red: /unreadable/,
	},
];
