import { FOLDER, get, NAMESPACE, OTHER_VIDEO, post, VIDEO, type Call } from './call.cjs';

const inNamespace = { additionalFields: { uniqueId: NAMESPACE } };
const list = { resource: 'video', operation: 'getAll' };

/** Videos of the private library, and its folders and namespaces. */
export const libraryCalls: readonly Call[] = [
	{
		call: get('get_metadata'),
		parameters: { resource: 'video', operation: 'get', videoNo: VIDEO, ...inNamespace },
		sent: { query: { video_no: VIDEO, unique_id: NAMESPACE } },
	},
	{
		call: post('list_videos'),
		parameters: {
			...list,
			limit: 50,
			filters: {
				videoName: 'interview',
				videoNos: `${VIDEO}, ${OTHER_VIDEO}`,
				status: 'PARSE',
				cameraModel: 'Canon EOS 5D',
				tag: 'holiday',
				datetimeTaken: '2024-10-20T03:00:00Z',
				latitude: 39.9042,
				longitude: 116.4074,
				uniqueId: NAMESPACE,
			},
		},
		sent: {
			json: {
				page: 1,
				size: 50,
				video_name: 'interview',
				video_nos: [VIDEO, OTHER_VIDEO],
				status: 'PARSE',
				camera_model: 'Canon EOS 5D',
				tag: 'holiday',
				datetime_taken: 1729393200000,
				latitude: 39.9042,
				longitude: 116.4074,
				unique_id: NAMESPACE,
			},
		},
	},
	{
		call: post('list_videos'),
		parameters: { ...list, filters: { folderId: FOLDER } },
		sent: { json: { page: 1, size: 50, folder_id: BigInt(FOLDER) } },
	},
	{
		call: post('list_videos'),
		parameters: {
			resource: 'video',
			operation: 'waitUntilIndexed',
			videoNos: VIDEO,
			...inNamespace,
		},
		sent: { json: { page: 1, size: 1, video_nos: [VIDEO], unique_id: NAMESPACE } },
	},
	{
		call: get('folders/videos'),
		parameters: { ...list, filters: { folderId: '-2' } },
		sent: { query: { folder_id: '-2', page: '1', page_size: '20' } },
	},
	{
		call: post('download'),
		parameters: { resource: 'video', operation: 'download', videoNo: VIDEO, ...inNamespace },
		sent: { json: { video_no: VIDEO, unique_id: NAMESPACE } },
	},
	{
		call: post('delete_videos'),
		parameters: { resource: 'video', operation: 'delete', videoNo: VIDEO, ...inNamespace },
		sent: { query: { unique_id: NAMESPACE }, json: [VIDEO] },
	},
	{
		call: post('folders/move'),
		parameters: { resource: 'video', operation: 'move', videoNo: VIDEO, folderId: FOLDER },
		sent: { json: { folder_id: BigInt(FOLDER), video_nos: [VIDEO] } },
	},
	{
		call: get('folders'),
		parameters: { resource: 'folder', operation: 'getAll' },
		sent: {},
	},
	{
		call: post('folders/create'),
		parameters: { resource: 'folder', operation: 'create', name: 'new one' },
		sent: { fields: [['name', 'new one']] },
	},
	{
		call: post('folders/rename'),
		parameters: { resource: 'folder', operation: 'rename', folderId: FOLDER, name: 'new one' },
		sent: {
			fields: [
				['folder_id', FOLDER],
				['new_name', 'new one'],
			],
		},
	},
	{
		call: post('folders/delete'),
		parameters: { resource: 'folder', operation: 'delete', folderId: FOLDER },
		sent: { fields: [['folder_id', FOLDER]] },
	},
	{
		call: get('list_unique_ids'),
		section: '3.9',
		parameters: { resource: 'uniqueId', operation: 'getAll' },
		sent: {},
	},
];
