import { checkLink, platformOf } from '../../../nodes/MemoriesAi/parameters/platformLink';

const links = {
	'TikTok post': [
		'https://www.tiktok.com/@cutshall73/video/7543017294226558221',
		'https://tiktok.com/@a.b/photo/7543017294226558221?is_from_webapp=1',
		'https://vm.tiktok.com/ZMabc123/',
		'https://vt.tiktok.com/ZSabc123/',
		'https://www.tiktok.com/t/ZTabc123/',
		'https://m.tiktok.com/v/7543017294226558221.html',
	],
	'TikTok profile': ['https://www.tiktok.com/@cutshall73', 'https://www.tiktok.com/@a.b/?lang=en'],
	'TikTok hashtag': ['https://www.tiktok.com/tag/travel'],
	'YouTube post': [
		'https://www.youtube.com/watch?v=T2ThsydNQaM',
		'https://m.youtube.com/watch?list=1&v=T2ThsydNQaM',
		'https://youtu.be/T2ThsydNQaM?t=4',
		'https://youtube.com/shorts/T2ThsydNQaM',
		'https://www.youtube.com/live/T2ThsydNQaM',
	],
	'YouTube profile': [
		'https://www.youtube.com/@creator',
		'https://www.youtube.com/@creator/shorts',
		'https://www.youtube.com/channel/UCabc-_1',
		'https://www.youtube.com/c/Creator/videos?view=0',
		'https://www.youtube.com/user/creator',
	],
	'Instagram post': [
		'https://www.instagram.com/p/DNu8_Fs4mSd/?list=a,b&x=1',
		'https://instagram.com/reel/DNu8_Fs4mSd/',
		'https://www.instagram.com/some.one/reel/DNu8_Fs4mSd/',
		'https://instagr.am/p/DNu8_Fs4mSd',
	],
	'Instagram profile': [
		'https://www.instagram.com/some.one',
		'https://instagram.com/someone/?hl=en',
	],
	'direct link to a video file': [
		'https://example.com/a.mp4',
		'https://example.com/b/A.MOV?signature=1',
		'https://cdn.example.com/live.m3u8',
		'https://v16-webapp.tiktok.com/video/a.mp4',
	],
	/** What an address does not tell, Memories.ai decides. */
	nothing: [
		'https://example.com/video',
		'https://drive.example.com/uc?id=1&export=download',
		'https://www.tiktok.com/',
		'https://www.tiktok.com/foryou',
		'https://v16-webapp.tiktok.com/video/tos/1/?mime_type=video_mp4',
		'https://www.youtube.com/',
		'https://www.youtube.com/feed/trending',
		'https://www.youtube.com/playlist?list=PL1',
		'https://www.instagram.com/',
		'https://www.instagram.com/explore/',
		'https://www.instagram.com/stories/someone/123/',
		'https://tiktok.com.example/@someone',
		'https://nottiktok.com/@someone',
		'https://scontent.cdninstagram.com/v/t50/1_n?efg=1',
	],
};

const OPERATIONS = {
	file: 'Upload URL',
	post: 'Scrape Platform',
	profile: 'Scrape Creator',
} as const;

/** @returns the message about a link where `wanted` is wanted */
function messageFor(link: string, wanted: keyof typeof OPERATIONS): string | undefined {
	try {
		checkLink(link, 'Field', wanted);
		return undefined;
	} catch (error) {
		return String(error);
	}
}

const cases = Object.entries(links).flatMap(([what, all]) => all.map((link) => [what, link]));

it.each(cases)('%s: %s', (what, link) => {
	const takenBy = /hashtag$/.test(what)
		? 'Scrape Hashtag'
		: OPERATIONS[/(post|profile|file)$/.exec(what)?.[1] as keyof typeof OPERATIONS];
	for (const [wanted, operation] of Object.entries(OPERATIONS)) {
		const message = messageFor(link, wanted as keyof typeof OPERATIONS);
		if (what === 'nothing' || operation === takenBy) expect(message).toBeUndefined();
		else expect(message).toMatch(new RegExp(`Field: this is an? ${what}; use ${takenBy}$`));
	}
});

it('tells platforms apart', () => {
	expect(platformOf('https://youtu.be/x')).toBe('YouTube');
	expect(platformOf('https://m.tiktok.com/v/1')).toBe('TikTok');
	expect(platformOf('https://www.instagram.com/p/1')).toBe('Instagram');
	expect(platformOf('https://tiktok.com.example/v')).toBe('tiktok.com.example');
});
