import { refuse } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { oneScope, scope, uniqueId } from '../shared/scope.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { madeUpPosts, scrapeEndpoint, type ScrapeFields, scraperCount } from './startScrape.cjs';

/** Default of the documents. */
const POSTS_PER_HASHTAG = 2;

interface TagFields extends ScrapeFields {
	hash_tags: string[];
	scraper_cnt?: number;
}

export const scraperTag = scrapeEndpoint(
	'scraper_tag',
	'private',
	parameters<TagFields>(
		{
			...vendorParameters('UploadVideoFromHashtagRequest'),
			...scope,
			scraper_cnt: scraperCount,
			callback: callbackUrl,
		},
		['hash_tags'],
		oneScope,
		bareHashtags,
	),
	postsOfHashtags,
);

/** No callback is documented here; `unique_id` is taken and ignored. */
export const scraperTagPublic = scrapeEndpoint(
	'scraper_tag_public',
	'public',
	parameters<TagFields>(
		{
			...vendorParameters('UploadVideoFromHashtagRequest', 'folder_id', 'callback'),
			scraper_cnt: scraperCount,
			unique_id: uniqueId,
		},
		['hash_tags'],
		bareHashtags,
	),
	postsOfHashtags,
);

function postsOfHashtags({ hash_tags, scraper_cnt = POSTS_PER_HASHTAG }: TagFields): string[] {
	return hash_tags.flatMap((tag) => madeUpPosts(`https://www.tiktok.com/@${tag}`, scraper_cnt));
}

function bareHashtags({ hash_tags }: TagFields): void {
	if (hash_tags.length === 0) refuse('hash_tags must not be empty.');
	if (hash_tags.some((tag) => tag === '' || tag.includes('#'))) {
		refuse('hash_tags must be words without #.');
	}
}
