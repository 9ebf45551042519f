import { runNode } from './run-node.cjs';
import { requestsTo, resetSandbox } from './sandbox.cjs';

const POSTS = ['https://www.youtube.com/shorts/T2ThsydNQaM', 'https://youtu.be/T2ThsydNQaM'];
const CREATOR = 'https://www.tiktok.com/@cutshall73';

const platform = { operation: 'scrapePlatform', videoUrls: POSTS.join('\n') };
const creator = { operation: 'scrapeCreator', creatorUrl: CREATOR };
const hashtag = { operation: 'scrapeHashtag', hashtags: '#travel, food' };

beforeEach(resetSandbox);

test.each([
	[platform, 'private', 'scraper_url', { video_urls: POSTS }],
	[platform, 'public', 'scraper_url_public', { video_urls: POSTS }],
	[creator, 'private', 'scraper', { username: CREATOR }],
	[creator, 'public', 'scraper_public', { username: CREATOR }],
	[hashtag, 'private', 'scraper_tag', { hash_tags: ['travel', 'food'] }],
	[hashtag, 'public', 'scraper_tag_public', { hash_tags: ['travel', 'food'] }],
])('$operation into the %s library puts out the task', async (given, library, endpoint, body) => {
	const parameters = { resource: 'video', library, additionalFields: {}, ...given };
	const { execution, items } = await runNode(parameters);
	expect(execution.run.error).toBeUndefined();
	// jest types its matchers as any.
	const aString: unknown = expect.any(String);
	expect(items).toEqual([{ taskId: aString }]);
	const requests = await requestsTo(endpoint);
	expect(requests.map(({ json }) => json)).toEqual([body]);
});
