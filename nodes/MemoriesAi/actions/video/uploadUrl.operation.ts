import { endpoints } from '../../api/endpoints';
import { requireId } from '../../api/requireId';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { callbackFields } from '../../parameters/callbackFields';
import { checkLink } from '../../parameters/platformLink';
import { videoUploadFields } from '../../parameters/upload';
import { parseWebAddress } from '../../parameters/webAddress';
import { videoTarget } from '../../wait/target';
import { waitProperties } from '../../wait/waitOptions';
import { readCallbackUrl } from '../chooseCallback';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';

export const uploadUrl: Operation = {
	value: 'uploadUrl',
	name: 'Upload URL',
	action: 'Upload a video from a direct URL',
	description: 'Let Memories.ai fetch a video from a direct link into your private library',
	properties: [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.com/video.mp4',
			description:
				'Direct link to an MP4 or M3U8 video that opens without a login, up to 1 GB. For TikTok, YouTube or Instagram posts use Scrape Platform.',
		},
		...waitProperties('video'),
		additionalFieldsProperty({ ...callbackFields, ...videoUploadFields }),
	],
	bringsIn: 'videoNo',
	waits: { targetOf: videoTarget },
	prepare(context, [itemIndex]) {
		const url = parseWebAddress(context.getNodeParameter('url', itemIndex), 'URL');
		if (url === undefined) {
			throw new InvalidParameter('URL is empty', 'Enter the direct link to a video.');
		}
		checkLink(url, 'URL', 'file');
		const fields = {
			...readAdditionalFields(context, itemIndex, videoUploadFields),
			callbackUrl: readCallbackUrl(context, itemIndex),
			url,
		};
		return oneRequest(endpoints.video.uploadUrl, fields, (data) => [
			{ json: requireId(context, itemIndex, data, 'videoNo'), pairedItem: itemIndex },
		]);
	},
};
