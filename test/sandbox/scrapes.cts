import { nextDigits, taskId } from './ids.cjs';
import { type Reply, success } from './replies.cjs';
import type {
	ScrapeCreatorFields,
	ScrapeFields,
	ScrapeTagFields,
	ScrapeUrlFields,
} from './shapes.cjs';
import type { Task, Video } from './state.cjs';
import { DEFAULT_UNIQUE_ID, newVideo } from './uploads.cjs';
import type { World } from './world.cjs';

type Library = 'private' | 'public';

/** Defaults of the documents: 4 posts of a creator, 2 per hashtag. */
const POSTS_PER_CREATOR = 4;
const POSTS_PER_HASHTAG = 2;

export function scrapeUrls(body: ScrapeUrlFields, library: Library, world: World): Reply {
	return scrape([...body.video_urls, ...(body.tiktok_post_urls ?? [])], body, library, world);
}

export function scrapeCreator(body: ScrapeCreatorFields, library: Library, world: World): Reply {
	const posts = postsOf(body.username, body.scraper_cnt ?? POSTS_PER_CREATOR);
	return scrape(posts, body, library, world);
}

export function scrapeTags(body: ScrapeTagFields, library: Library, world: World): Reply {
	const posts = body.hash_tags.flatMap((tag) =>
		postsOf(`https://www.tiktok.com/@${tag}`, body.scraper_cnt ?? POSTS_PER_HASHTAG),
	);
	return scrape(posts, body, library, world);
}

/** Made-up posts of a profile. */
function postsOf(profile: string, count: number): string[] {
	return Array.from({ length: count }, () => `${profile}/video/${nextDigits()}`);
}

function scrape(urls: string[], fields: ScrapeFields, library: Library, world: World): Reply {
	const isPublic = library === 'public';
	const uniqueId = isPublic ? undefined : (fields.unique_id ?? DEFAULT_UNIQUE_ID);
	if (uniqueId !== undefined) world.state.uniqueIds.add(uniqueId);
	const task: Task = { taskId: taskId(), uniqueId, videos: [] };
	const found = urls.map(
		(url): Video => ({
			...newVideo(`${isPublic ? 'PI-' : 'VI'}${nextDigits()}`, undefined, url),
			uniqueId,
			folderId: fields.folder_id,
		}),
	);
	world.indexing.scrape(task, found, fields.callback_url ?? fields.callback);
	return success(JSON.stringify({ taskId: task.taskId }));
}
