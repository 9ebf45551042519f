import type { Endpoint } from '../../transport/endpoint';
import { get } from './routes';
import { isNullOrListIn } from './validData';

const read = { effect: 'read', reply: 'envelope', timeout: 'total', perSecond: 1 } as const;

const page = { query: 'query', page: 'page', size: 'page_size' };
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
	/** Of what is said, by library. The public one has no namespaces. */
	search: {
		private: {
			...read,
			isValidData: isNullOrListIn('videos'),
			routes: {
				v1: get('/serve/api/v1/search_audio_transcripts', { ...page, uniqueId: 'unique_id' }),
			},
		},
		public: {
			...read,
			isValidData: isNullOrListIn('videos'),
			routes: { v1: get('/serve/api/v1/search_public_audio_transcripts', page) },
		},
	},
} as const satisfies Record<string, Endpoint | Record<'private' | 'public', Endpoint>>;
