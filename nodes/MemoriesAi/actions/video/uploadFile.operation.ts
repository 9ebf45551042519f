import { endpoints } from '../../api/endpoints';
import { requireId } from '../../api/requireId';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { readBinaryFile } from '../../parameters/binaryFile';
import { callbackFields } from '../../parameters/callbackFields';
import { VIDEO } from '../../parameters/mediaName';
import { fileNameField, videoUploadFields } from '../../parameters/upload';
import { videoTarget } from '../../wait/target';
import { waitProperties } from '../../wait/waitOptions';
import { readCallbackUrl } from '../chooseCallback';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';
import { refuseNameInTool } from '../toolFiles';

const LABEL = 'Input Binary Field';

const fields = { ...videoUploadFields, fileName: fileNameField };

export const uploadFile: Operation = {
	value: 'uploadFile',
	name: 'Upload File',
	action: 'Upload a video file',
	description: 'Upload a video file of an earlier node into your private library',
	properties: [
		{
			displayName: LABEL,
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field containing the video',
			description:
				'MP4, AVI, MKV or MOV, up to 3 GB. Large files are streamed and do not fill the memory of n8n.',
		},
		...waitProperties('video'),
		additionalFieldsProperty({ ...callbackFields, ...fields }),
	],
	handlesFiles: true,
	bringsIn: 'videoNo',
	waits: { targetOf: videoTarget },
	async prepare(context, [itemIndex]) {
		const { fileName, ...details } = readAdditionalFields(context, itemIndex, fields);
		const callbackUrl = readCallbackUrl(context, itemIndex);
		const source = context.getNodeParameter('binaryPropertyName', itemIndex);
		refuseNameInTool(context, source, LABEL);
		const file = await readBinaryFile(context, itemIndex, source, LABEL, VIDEO, fileName);
		return oneRequest(endpoints.video.uploadFile, { ...details, callbackUrl, file }, (data) => [
			{ json: requireId(context, itemIndex, data, 'videoNo'), pairedItem: itemIndex },
		]);
	},
};
