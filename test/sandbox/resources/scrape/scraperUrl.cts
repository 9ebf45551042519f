import { refuse } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { oneScope, scope, uniqueId } from '../shared/scope.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { platformOf } from './platforms.cjs';
import { scrapeEndpoint, type ScrapeFields } from './startScrape.cjs';

interface PostsFields extends ScrapeFields {
	video_urls: string[];
	tiktok_post_urls?: string[];
	quality?: string;
}

export const scraperUrl = scrapeEndpoint(
	'scraper_url',
	'private',
	parameters<PostsFields>(
		{
			...vendorParameters('UploadVideoFromPlatformUrlRequest'),
			...scope,
			callback_url: callbackUrl,
		},
		['video_urls'],
		oneScope,
		postsOfOnePlatform,
	),
	postsIn,
);

/** `unique_id` is taken and ignored: the public library has no namespaces. */
export const scraperUrlPublic = scrapeEndpoint(
	'scraper_url_public',
	'public',
	parameters<PostsFields>(
		{
			...vendorParameters('UploadVideoFromPlatformUrlRequest', 'folder_id'),
			callback_url: callbackUrl,
			unique_id: uniqueId,
		},
		['video_urls'],
		postsOfOnePlatform,
	),
	postsIn,
);

function postsIn({ video_urls, tiktok_post_urls = [] }: PostsFields): string[] {
	return [...video_urls, ...tiktok_post_urls];
}

function postsOfOnePlatform(fields: PostsFields): void {
	const urls = postsIn(fields);
	if (urls.length === 0) refuse('video_urls must not be empty.');
	if (urls.length > 50) refuse('video_urls must have at most 50 items.');
	const platforms = new Set(urls.map(platformOf));
	if (platforms.has(undefined)) refuse('video_urls must be on TikTok, YouTube or Instagram.');
	if (platforms.size > 1) refuse('video_urls must all be from the same platform.');
}
