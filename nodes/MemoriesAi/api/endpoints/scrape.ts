import type { Endpoint } from '../../transport/endpoint';
import { postJson } from './routes';
import { scope } from './wireNames';

const scraper = { effect: 'charge', reply: 'envelope', timeout: 'total', perSecond: 1 } as const;

const platform = { videoUrls: 'video_urls', callbackUrl: 'callback_url', quality: 'quality' };
const creator = {
	creatorUrl: 'username',
	scraperCount: 'scraper_cnt',
	callbackUrl: 'callback_url',
};
const hashtag = { hashtags: 'hash_tags', scraperCount: 'scraper_cnt' };

/** By what is scraped, and into which library. The public one has no namespaces, so no scope. */
export const scrape = {
	platform: {
		private: {
			...scraper,
			routes: { v1: postJson('/serve/api/v1/scraper_url', { ...platform, ...scope }) },
		},
		public: {
			...scraper,
			routes: { v1: postJson('/serve/api/v1/scraper_url_public', platform) },
		},
	},
	creator: {
		private: {
			...scraper,
			routes: { v1: postJson('/serve/api/v1/scraper', { ...creator, ...scope }) },
		},
		public: { ...scraper, routes: { v1: postJson('/serve/api/v1/scraper_public', creator) } },
	},
	hashtag: {
		private: {
			...scraper,
			routes: {
				// Here, and among the scrapes only here, the documented name is `callback`.
				v1: postJson('/serve/api/v1/scraper_tag', {
					...hashtag,
					callbackUrl: 'callback',
					...scope,
				}),
			},
		},
		public: { ...scraper, routes: { v1: postJson('/serve/api/v1/scraper_tag_public', hashtag) } },
	},
} as const satisfies Record<string, Record<'private' | 'public', Endpoint>>;
