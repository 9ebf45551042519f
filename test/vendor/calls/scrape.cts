import { CALLBACK, FOLDER, get, NAMESPACE, post, TASK, type Call } from './call.cjs';

const POSTS = ['https://www.tiktok.com/@a/video/1', 'https://www.tiktok.com/@b/video/2'];
const CREATOR = 'https://www.tiktok.com/@cutshall73';

const posts = { resource: 'video', operation: 'scrapePlatform', videoUrls: POSTS.join('\n') };
const creator = { resource: 'video', operation: 'scrapeCreator', creatorUrl: CREATOR };
const hashtags = { resource: 'video', operation: 'scrapeHashtag', hashtags: 'LVMH, #Dior' };

const HASHTAGS = ['LVMH', 'Dior'];
const folder = { folder_id: BigInt(FOLDER) };

/** Scrapes, and the question how far one has come. */
export const scrapeCalls: readonly Call[] = [
	{
		call: post('scraper_url'),
		parameters: {
			...posts,
			additionalFields: { callbackUrl: CALLBACK, quality: '1080', uniqueId: NAMESPACE },
		},
		sent: {
			json: {
				video_urls: POSTS,
				callback_url: CALLBACK,
				quality: '1080',
				unique_id: NAMESPACE,
			},
		},
	},
	{
		call: post('scraper_url'),
		parameters: { ...posts, additionalFields: { folderId: FOLDER } },
		sent: { json: { video_urls: POSTS, ...folder } },
	},
	{
		call: post('scraper_url_public'),
		section: '1.4',
		parameters: {
			...posts,
			library: 'public',
			additionalFields: { callbackUrl: CALLBACK, quality: '720' },
		},
		sent: { json: { video_urls: POSTS, callback_url: CALLBACK, quality: '720' } },
	},
	{
		call: post('scraper'),
		parameters: {
			...creator,
			additionalFields: { callbackUrl: CALLBACK, scraperCount: 4, uniqueId: NAMESPACE },
		},
		sent: {
			json: { username: CREATOR, callback_url: CALLBACK, scraper_cnt: 4, unique_id: NAMESPACE },
		},
	},
	{
		call: post('scraper'),
		parameters: { ...creator, additionalFields: { folderId: FOLDER } },
		sent: { json: { username: CREATOR, ...folder } },
	},
	{
		call: post('scraper_public'),
		section: '2.1',
		parameters: {
			...creator,
			library: 'public',
			additionalFields: { callbackUrl: CALLBACK, scraperCount: 4 },
		},
		sent: { json: { username: CREATOR, callback_url: CALLBACK, scraper_cnt: 4 } },
	},
	{
		call: post('scraper_tag'),
		parameters: {
			...hashtags,
			additionalFields: { callbackUrl: CALLBACK, scraperCount: 2, uniqueId: NAMESPACE },
		},
		sent: {
			json: { hash_tags: HASHTAGS, callback: CALLBACK, scraper_cnt: 2, unique_id: NAMESPACE },
		},
	},
	{
		call: post('scraper_tag'),
		parameters: { ...hashtags, additionalFields: { folderId: FOLDER } },
		sent: { json: { hash_tags: HASHTAGS, ...folder } },
	},
	{
		call: post('scraper_tag_public'),
		section: '2.2',
		parameters: { ...hashtags, library: 'public', additionalFields: { scraperCount: 2 } },
		sent: { json: { hash_tags: HASHTAGS, scraper_cnt: 2 } },
	},
	{
		call: get('get_video_ids_by_task_id'),
		parameters: {
			resource: 'task',
			operation: 'get',
			taskId: TASK,
			additionalFields: { uniqueId: NAMESPACE },
		},
		sent: { query: { task_id: TASK, unique_id: NAMESPACE } },
	},
];
