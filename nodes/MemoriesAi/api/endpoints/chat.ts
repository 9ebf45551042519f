import type { Endpoint } from '../../transport/endpoint';
import { postJson } from './routes';

const question = { effect: 'charge', leavesNoTrace: true, perSecond: 1 } as const;
const whole = { ...question, reply: 'envelope', timeout: 'total' } as const;
const streamed = { ...question, reply: 'events', timeout: 'idle' } as const;

const prompt = { prompt: 'prompt', sessionId: 'session_id' };
const ofVideos = { ...prompt, videoNos: 'video_nos', uniqueId: 'unique_id' };
const ofPublicVideos = { ...prompt, platform: 'type' };
const ofPersonalMemory = { ...prompt, uniqueId: 'unique_id' };

/** By what is asked, and whether the answer comes as a whole or word by word. */
export const chat = {
	videos: {
		whole: { ...whole, routes: { v1: postJson('/serve/api/v1/chat', ofVideos) } },
		streamed: { ...streamed, routes: { v1: postJson('/serve/api/v1/chat_stream', ofVideos) } },
	},
	publicVideos: {
		whole: { ...whole, routes: { v1: postJson('/serve/api/v1/marketer_chat', ofPublicVideos) } },
		streamed: {
			...streamed,
			routes: { v1: postJson('/serve/api/v1/marketer_chat_stream', ofPublicVideos) },
		},
	},
	personalMemory: {
		streamed: {
			...streamed,
			routes: { v1: postJson('/serve/api/v1/chat_personal_stream', ofPersonalMemory) },
		},
	},
} as const satisfies Record<string, Record<string, Endpoint>>;
