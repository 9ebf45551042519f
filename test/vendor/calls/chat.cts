import { NAMESPACE, post, VIDEO, type Call } from './call.cjs';

const question = { resource: 'chat', prompt: 'When does a door open?', sessionId: '606' };
const asked = { prompt: 'When does a door open?', session_id: '606' };
const inNamespace = { additionalFields: { uniqueId: NAMESPACE } };

const ofVideos = { ...question, operation: 'askVideos', videoNos: VIDEO, ...inNamespace };
const ofPublicVideos = { ...question, operation: 'askPublic', platform: 'INSTAGRAM' };
const recalled = { filters: '{"role":"user"}', uniqueId: NAMESPACE };

/** Questions, and the memory that some of them are about. */
export const chatCalls: readonly Call[] = [
	{
		call: post('chat'),
		parameters: ofVideos,
		sent: { json: { ...asked, video_nos: [VIDEO], unique_id: NAMESPACE } },
	},
	{
		call: post('chat_stream'),
		section: '2.6',
		parameters: ofVideos,
		live: true,
		sent: { json: { ...asked, video_nos: [VIDEO], unique_id: NAMESPACE } },
	},
	{
		call: post('marketer_chat'),
		parameters: ofPublicVideos,
		sent: { json: { ...asked, type: 'INSTAGRAM' } },
	},
	{
		call: post('marketer_chat_stream'),
		section: '3.11',
		parameters: ofPublicVideos,
		live: true,
		sent: { json: { ...asked, type: 'INSTAGRAM' } },
	},
	{
		call: post('chat_personal_stream'),
		parameters: { ...question, operation: 'askPersonal', ...inNamespace },
		sent: { json: { ...asked, unique_id: NAMESPACE } },
	},
	{
		call: post('memories/add'),
		parameters: {
			resource: 'memory',
			operation: 'create',
			memories: { memory: [{ role: 'Tester', content: 'Starting testing today' }] },
			additionalFields: {
				latitude: 3.2028,
				longitude: 73.2207,
				memoriesAt: '2025-11-17T17:00:00Z',
				tags: 'test-tag',
				uniqueId: NAMESPACE,
			},
		},
		sent: {
			json: {
				memories: [{ role: 'Tester', content: 'Starting testing today' }],
				latitude: '3.2028',
				longitude: '73.2207',
				memories_at: '2025-11-17T17:00:00.000Z',
				tags: ['test-tag'],
				unique_id: NAMESPACE,
			},
		},
	},
	{
		call: post('memories'),
		parameters: { resource: 'memory', operation: 'getAll', limit: 20, additionalFields: recalled },
		sent: { json: { page: 1, page_size: 20, filters: { role: 'user' }, unique_id: NAMESPACE } },
	},
	{
		call: post('memories/search'),
		parameters: {
			resource: 'memory',
			operation: 'search',
			query: 'Technology',
			limit: 20,
			additionalFields: recalled,
		},
		sent: {
			json: {
				query: 'Technology',
				page: 1,
				page_size: 20,
				filters: { role: 'user' },
				unique_id: NAMESPACE,
			},
		},
	},
];
