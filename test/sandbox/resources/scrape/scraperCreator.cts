import { refuse } from '../../replies.cjs';
import { parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { oneScope, scope } from '../shared/scope.cjs';
import { callbackUrl } from '../shared/urls.cjs';
import { platformOf } from './platforms.cjs';
import { madeUpPosts, scrapeEndpoint, type ScrapeFields, scraperCount } from './startScrape.cjs';

/** Default of the documents. */
const POSTS_PER_CREATOR = 4;

interface CreatorFields extends ScrapeFields {
	username: string;
	scraper_cnt?: number;
}

export const scraperCreator = scrapeEndpoint(
	'scraper',
	'private',
	parameters<CreatorFields>(
		{
			...vendorParameters('UploadVideoFromCreatorRequest'),
			...scope,
			scraper_cnt: scraperCount,
			callback_url: callbackUrl,
		},
		['username'],
		oneScope,
		profileUrl,
	),
	postsOfCreator,
);

export const scraperCreatorPublic = scrapeEndpoint(
	'scraper_public',
	'public',
	parameters<CreatorFields>(
		{
			...vendorParameters('UploadVideoFromCreatorRequest', 'folder_id'),
			scraper_cnt: scraperCount,
			callback_url: callbackUrl,
		},
		['username'],
		profileUrl,
	),
	postsOfCreator,
);

function postsOfCreator({ username, scraper_cnt = POSTS_PER_CREATOR }: CreatorFields): string[] {
	return madeUpPosts(username, scraper_cnt);
}

function profileUrl({ username }: CreatorFields): void {
	if (platformOf(username) === undefined) {
		refuse('username must be a profile URL on TikTok, YouTube or Instagram.');
	}
}
