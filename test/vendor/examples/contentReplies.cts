import type { ExampleReply } from './reply.cjs';

const search = { resource: 'video', operation: 'search', query: 'a' };
const imageSearch = { resource: 'image', operation: 'search', query: 'a' };
const searchByImage = { resource: 'video', operation: 'searchByImage' };
const words = { resource: 'transcript', operation: 'search', query: 'a' };
const ask = { resource: 'chat', operation: 'askVideos', videoNos: 'VI1', prompt: 'a' };
const askPublic = { resource: 'chat', operation: 'askPublic', prompt: 'a' };

/** @param videoNo is asked for, and comes out */
function transcriptOf(videoNo: string, content = 'speech') {
	return { resource: 'transcript', operation: 'get', videoNo, content, format: 'items' };
}

const hit = { videoNo: 'VI576925607808602112', videoName: '1920447021987282945', startTime: 13 };
const publicHit = { videoNo: 'PI-600947902470296459', startTime: 23 };
const spoken = {
	...hit,
	text: '... where is the love ...',
	video_bucket: 'mavi-resource',
	video_blob: 'VI576925607808602112.mp4',
};
const sketches = {
	videoNo: 'VI625685456915968000',
	videoName: 'Top 5 Most-Watched Live Sketches | Season 50 | Saturday Night Live',
};
const boat = {
	name: 'OIX_ZOOM',
	img_url: 'https://storage.googleapis.com/.../OIX_ZOOM.jpg?...',
	datetime_taken: 1757285520000,
	camera_model: 'Canon EOS 5D',
	latitude: 39.9042,
	longitude: 116.4074,
};

/** About what is in videos. */
export const contentReplies: readonly ExampleReply[] = [
	{
		example: 'search.response.by-clip.json',
		parameters: search,
		items: [
			{ ...hit, endTime: 18, text: '...matched transcript text...', score: 0.5221236659362116 },
		],
	},
	{
		example: 'search.response.null-times-observed.json',
		parameters: search,
		items: [{ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' }],
	},
	{
		example: 'search_public.response.json',
		parameters: { ...search, library: 'public' },
		items: [
			{
				...publicHit,
				videoName: 'They played in their OPPONENTS jerseys?!?',
				endTime: 27,
				text: '...matched transcript text...',
				score: 0.7350679636001586,
			},
		],
	},
	{
		example: 'search.response.by-image.numbers.json',
		parameters: imageSearch,
		items: [{ id: '619915496901337100', ...boat, score: 0.4711 }],
	},
	{
		example: 'search.response.by-image.strings.json',
		parameters: imageSearch,
		items: [{ id: '619915496901337088', ...boat }],
	},
	{
		example: 'search_similar_images.response.observed.json',
		parameters: searchByImage,
		file: 'image',
		items: [{ ...sketches, startTime: 45, score: 0.8744316360398937 }],
	},
	{
		example: 'search_public_similar_images.response.json',
		parameters: { ...searchByImage, library: 'public' },
		file: 'image',
		items: [
			{
				videoNo: 'PI-600947902470296460',
				videoName: 'Another public video',
				startTime: 32,
				endTime: 35,
				score: 0.8712,
			},
			{
				videoNo: 'PI-600947902470296459',
				videoName: 'Sample public video title',
				startTime: 79,
				endTime: 82,
				score: 0.8631,
			},
		],
	},
	{
		example: 'search_clips_by_image.response.json',
		parameters: { resource: 'video', operation: 'findClips', videoNo: 'VI1', prompt: 'a' },
		file: 'image',
		items: [
			{ videoNo: 'VI1', startTime: 12.5, endTime: 18.2, score: 0.8631 },
			{ videoNo: 'VI1', startTime: 42, endTime: 47.8, score: 0.8124 },
		],
	},
	{ example: 'search_audio_transcripts.response.json', parameters: words, items: [spoken] },
	{
		example: 'search_audio_transcripts.response.string-count.json',
		parameters: words,
		items: [spoken],
	},
	{
		example: 'search_audio_transcripts.response.observed.json',
		parameters: words,
		items: [
			{
				...sketches,
				startTime: 34,
				text: "And welcome back. You're watching WANU Midday News.",
			},
		],
	},
	{
		example: 'search_public_audio_transcripts.response.json',
		parameters: { ...words, library: 'public' },
		items: [
			{
				...publicHit,
				videoName: 'Sample public video title',
				text: "... I don't know what is happening ...",
				video_bucket: 'mavi-public-video',
				video_blob: '<scraper-id>.mp4',
			},
		],
	},
	{
		example: 'get_audio_transcription.response.json',
		parameters: transcriptOf('VI605961375402668032'),
		items: [
			{ index: 0, content: "I'm going to get my emergency and report.", startTime: 0, endTime: 7 },
			{ index: 1, content: "Mommy, you're going to go.", startTime: 7, endTime: 12 },
		].map((segment) => ({ videoNo: 'VI605961375402668032', ...segment })),
		asSent: ['index'],
	},
	{
		example: 'get_audio_transcription.response.observed.json',
		parameters: transcriptOf(sketches.videoNo),
		items: [
			{ index: 0, content: "I'm sorry I met someone I connected with,", startTime: 0, endTime: 3 },
			{ index: 1, content: 'but Domingo is in the past.', startTime: 3, endTime: 5 },
		].map((segment) => ({ videoNo: sketches.videoNo, ...segment })),
		asSent: ['index'],
	},
	{
		example: 'get_audio_transcription.null.observed.json',
		parameters: transcriptOf('VI1'),
		red: /VI1 was not found/,
	},
	{
		example: 'get_video_caption.response.json',
		parameters: transcriptOf('VI702915390254350336', 'captions'),
		items: [
			{
				index: 0,
				content:
					"A person's hand is seen holding a white object, possibly a phone, near a wooden door. The camera pans slightly to reveal a wall with coats hanging on a rack.",
				startTime: 0,
				endTime: 4,
			},
			{
				index: 1,
				content:
					'The camera moves past a wooden door, revealing a hallway with another door at the end. A laundry basket is visible on the right.',
				startTime: 4,
				endTime: 7,
			},
		].map((segment) => ({ videoNo: 'VI702915390254350336', ...segment })),
		asSent: ['index'],
	},
	{
		// Of the call that the one for captions has taken the place of.
		example: 'get_video_transcription.response.json',
		parameters: transcriptOf('VI606041694843813888', 'captions'),
		items: [
			{
				videoNo: 'VI606041694843813888',
				index: 0,
				content: 'Under a rocky overhang, three people are washing clothes in a shallow stream.',
				startTime: 0,
				endTime: 8,
			},
		],
		asSent: ['index'],
	},
	{
		// Of a call of version 1.2 alone: whatever is asked, it is no answer.
		example: 'generate_summary.response.json',
		parameters: transcriptOf('VI1', 'captions'),
		red: /unreadable/,
	},
	{
		example: 'chat.response.observed.json',
		parameters: ask,
		items: [
			{
				answer:
					'Here are the key highlights with timestamps (approximate) and why each moment matters.',
				thinking: [],
				references: [],
			},
		],
	},
	{
		example: 'marketer_chat.response.observed.json',
		parameters: askPublic,
		items: [
			{
				answer:
					'Do you mean a specific war? Here are the likely meanings and where each is located:',
				thinking: [],
				references: [],
			},
		],
	},
];
