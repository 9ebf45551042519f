import { endpoints } from '../../api/endpoints';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseUrlList } from '../../parameters/lists';
import { checkLink, platformOf } from '../../parameters/platformLink';
import { qualityField, scopeFields } from '../../parameters/scrapeFields';
import { parseWebAddress } from '../../parameters/webAddress';
import { scrapeOperation } from './scrapeOperation';

const LABEL = 'Post URLs';

/** Documented, for one scrape. */
const MOST_POST_URLS = 50;

export const scrapePlatform = scrapeOperation({
	value: 'scrapePlatform',
	name: 'Scrape Platform',
	action: 'Scrape TikTok, YouTube or Instagram posts by URL',
	description: 'Let Memories.ai download posts from TikTok, YouTube or Instagram into a library',
	properties: [
		{
			displayName: LABEL,
			name: 'videoUrls',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. https://www.tiktok.com/@user/video/7543017294226558221',
			description:
				'Links to up to 50 posts on TikTok, YouTube or Instagram, all of one platform, one per line or separated by commas, or a list from an expression',
		},
	],
	libraries: {
		private: {
			endpoint: endpoints.scrape.platform.private,
			additionalFields: { ...scopeFields, quality: qualityField },
			callsBack: true,
		},
		public: {
			endpoint: endpoints.scrape.platform.public,
			additionalFields: { quality: qualityField },
			callsBack: true,
		},
	},
	read: (context, itemIndex) => ({
		videoUrls: parsePostUrls(context.getNodeParameter('videoUrls', itemIndex)),
	}),
	expected: ({ videoUrls }) => (Array.isArray(videoUrls) ? videoUrls.length : undefined),
});

function parsePostUrls(value: unknown): string[] {
	const urls = parseUrlList(value, LABEL).flatMap((url) => parseWebAddress(url, LABEL) ?? []);
	if (urls.length === 0) {
		throw new InvalidParameter(`${LABEL} is empty`, 'Enter the address of at least one post.');
	}
	if (urls.length > MOST_POST_URLS) {
		throw new InvalidParameter(
			`${LABEL} must not be more than ${MOST_POST_URLS}`,
			`There are ${urls.length}. Split them over several items, for example with a Loop Over Items node.`,
		);
	}
	for (const url of urls) checkLink(url, LABEL, 'post');
	const platforms = [...new Set(urls.map(platformOf))];
	if (platforms.length > 1) {
		throw new InvalidParameter(
			`${LABEL} must all be of one platform`,
			`There are posts of ${platforms.join(' and ')}. Use one item per platform.`,
		);
	}
	return urls;
}
