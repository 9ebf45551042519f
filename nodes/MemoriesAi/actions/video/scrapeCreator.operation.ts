import { endpoints } from '../../api/endpoints';
import { InvalidParameter } from '../../errors/invalidParameter';
import { checkLink } from '../../parameters/platformLink';
import { scopeFields, scraperCountField } from '../../parameters/scrapeFields';
import { parseWebAddress } from '../../parameters/webAddress';
import { scrapeOperation } from './scrapeOperation';

export const scrapeCreator = scrapeOperation({
	value: 'scrapeCreator',
	name: 'Scrape Creator',
	action: 'Scrape the latest posts of a TikTok, YouTube or Instagram creator',
	description: 'Let Memories.ai download the latest posts of a creator into a library',
	properties: [
		{
			displayName: 'Creator URL',
			name: 'creatorUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://www.tiktok.com/@cutshall73',
			description: "Address of the creator's profile on TikTok, YouTube or Instagram",
		},
	],
	libraries: {
		private: {
			endpoint: endpoints.scrape.creator.private,
			additionalFields: { ...scopeFields, scraperCount: scraperCountField },
			callsBack: true,
		},
		public: {
			endpoint: endpoints.scrape.creator.public,
			additionalFields: { scraperCount: scraperCountField },
			callsBack: true,
		},
	},
	read(context, itemIndex) {
		const creatorUrl = parseWebAddress(
			context.getNodeParameter('creatorUrl', itemIndex),
			'Creator URL',
		);
		if (creatorUrl === undefined) {
			throw new InvalidParameter('Creator URL is empty', 'Enter the address of a profile.');
		}
		checkLink(creatorUrl, 'Creator URL', 'profile');
		return { creatorUrl };
	},
	expected: ({ scraperCount }) => (typeof scraperCount === 'number' ? scraperCount : undefined),
});
