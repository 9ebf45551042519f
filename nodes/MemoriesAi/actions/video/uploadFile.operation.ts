import { endpoints } from '../../api/endpoints';
import type { AdditionalFieldName } from '../../parameters/upload';
import {
	additionalFieldsProperty,
	labelOf,
	readAdditionalFields,
	VIDEO_FIELDS,
} from '../../parameters/upload';
import { readBinaryFile } from '../../parameters/binaryFile';
import { VIDEO } from '../../parameters/mediaName';
import { parseText } from '../../parameters/parse';
import { waitProperties } from '../../wait/options';
import type { Operation } from '../operation';
import { withId } from '../../api/requireId';
import { request } from '../../api/client';
import { MOST_VIDEO_TAGS } from './limits';

const FIELDS: readonly AdditionalFieldName[] = [...VIDEO_FIELDS, 'fileName'];

export const uploadFile: Operation = {
	resource: 'video',
	value: 'uploadFile',
	name: 'Upload File',
	action: 'Upload a video file',
	description: 'Upload a video from binary data into your private library',
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field containing the video',
			description:
				'MP4, AVI, MKV or MOV, up to 3 GB. Large files are streamed and do not fill the memory of n8n.',
		},
		additionalFieldsProperty(FIELDS),
		...waitProperties('video'),
	],
	waits: {},
	async run(context, [itemIndex]) {
		const { fileName, ...fields } = readAdditionalFields(
			context,
			itemIndex,
			FIELDS,
			MOST_VIDEO_TAGS,
		);
		const file = await readBinaryFile(
			context,
			itemIndex,
			context.getNodeParameter('binaryPropertyName', itemIndex),
			'Input Binary Field',
			VIDEO,
			parseText(fileName, labelOf('fileName')),
		);
		const data = await request(context, itemIndex, endpoints.uploadFile, {
			...fields,
			file: [file],
		});
		return [{ json: withId(context, itemIndex, data, 'videoNo'), pairedItem: itemIndex }];
	},
};
