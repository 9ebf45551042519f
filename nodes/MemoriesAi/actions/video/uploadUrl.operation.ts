import { endpoints } from '../../api/endpoints';
import {
	additionalFieldsProperty,
	readAdditionalFields,
	VIDEO_FIELDS,
} from '../../parameters/upload';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseWebAddress } from '../../parameters/parse';
import { waitProperties } from '../../wait/options';
import type { Operation } from '../operation';
import { withId } from '../../api/requireId';
import { request } from '../../api/client';
import { MOST_VIDEO_TAGS } from './limits';

export const uploadUrl: Operation = {
	resource: 'video',
	value: 'uploadUrl',
	name: 'Upload URL',
	action: 'Upload a video from a URL',
	description: 'Let Memories.ai fetch a video from a direct link into your private library',
	fields: [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.com/video.mp4',
			description:
				'Direct link to an MP4 or M3U8 that opens without a login, up to 1 GB. For TikTok, YouTube or Instagram posts use Scrape Platform.',
		},
		additionalFieldsProperty(VIDEO_FIELDS),
		...waitProperties('video'),
	],
	waits: {},
	async run(context, [itemIndex]) {
		const url = parseWebAddress(context.getNodeParameter('url', itemIndex), 'URL');
		if (url === undefined) {
			throw new InvalidParameter('URL is empty', 'Enter the direct link to a video.');
		}
		const fields = readAdditionalFields(context, itemIndex, VIDEO_FIELDS, MOST_VIDEO_TAGS);
		const data = await request(context, itemIndex, endpoints.uploadUrl, { ...fields, url });
		return [{ json: withId(context, itemIndex, data, 'videoNo'), pairedItem: itemIndex }];
	},
};
