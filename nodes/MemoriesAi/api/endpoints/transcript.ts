import type { Endpoint } from '../../transport/endpoint';
import { get } from './routes';
import { isNullOrListIn } from './validData';

const read = { effect: 'read', reply: 'envelope', timeout: 'total', perSecond: 1 } as const;

const ofVideo = { videoNo: 'video_no', uniqueId: 'unique_id' };

export const transcript = {
	/** What is said. */
	speech: {
		...read,
		isValidData: isNullOrListIn('transcriptions'),
		routes: { v1: get('/serve/api/v1/get_audio_transcription', ofVideo) },
	},
	/** What is seen. */
	captions: {
		...read,
		isValidData: isNullOrListIn('transcriptions'),
		routes: { v1: get('/serve/api/v1/get_video_caption', ofVideo) },
	},
} as const satisfies Record<string, Endpoint>;
