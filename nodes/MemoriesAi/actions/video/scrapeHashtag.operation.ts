import { endpoints } from '../../api/endpoints';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseList } from '../../parameters/lists';
import { scopeFields, scraperCountField } from '../../parameters/scrapeFields';
import { readWaitFor } from '../../wait/waitFor';
import { scrapeOperation } from './scrapeOperation';

/** What stands between two of them where no comma does. */
const NOT_IN_HASHTAG = /[\s#＃]+/;

export const scrapeHashtag = scrapeOperation({
	value: 'scrapeHashtag',
	name: 'Scrape Hashtag',
	action: 'Scrape TikTok posts by hashtag',
	description: 'Let Memories.ai download recent TikTok posts with a hashtag into a library',
	properties: [
		{
			displayName: 'Hashtags',
			name: 'hashtags',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. travel, #food',
			description:
				'TikTok hashtags, with or without #, separated by blanks, commas or lines, or a list from an expression',
		},
	],
	libraries: {
		private: {
			endpoint: endpoints.scrape.hashtag.private,
			additionalFields: { ...scopeFields, scraperCount: scraperCountField },
			callsBack: true,
		},
		public: {
			endpoint: endpoints.scrape.hashtag.public,
			additionalFields: { scraperCount: scraperCountField },
			// None is documented.
			callsBack: false,
		},
	},
	read(context, itemIndex, library) {
		if (library === 'public' && readWaitFor(context) === 'callback') {
			throw new InvalidParameter(
				'Wait For: Memories.ai does not call back for hashtags in the public library',
				'Choose Until Indexed (Polling) instead.',
			);
		}
		const hashtags = parseList(context.getNodeParameter('hashtags', itemIndex), 'Hashtags')
			.flatMap((text) => text.split(NOT_IN_HASHTAG))
			.filter((hashtag) => hashtag !== '');
		if (hashtags.length === 0) {
			throw new InvalidParameter('Hashtags is empty', 'Enter at least one hashtag.');
		}
		return { hashtags };
	},
	expected: ({ hashtags, scraperCount }) =>
		Array.isArray(hashtags) && typeof scraperCount === 'number'
			? hashtags.length * scraperCount
			: undefined,
});
