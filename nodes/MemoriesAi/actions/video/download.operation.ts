import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../api/client';
import { endpoints } from '../../api/endpoints';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { VIDEO } from '../../parameters/mediaName';
import { outputFileProperty, readOutputFileField } from '../../parameters/outputFile';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import type { ReplySink } from '../../transport/apiCall';
import { fileNameOf } from '../../transport/fileName';
import { fileItem } from '../fileItem';
import type { Operation } from '../operation';
import { refuseOutputFileInTool } from '../toolOutput';

export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download a video file',
	description:
		'Download the file of a video for the nodes that follow. Memories.ai charges by the gigabyte.',
	properties: [
		videoNumberProperty,
		{
			...outputFileProperty,
			description:
				'Where the nodes that follow find the video. Large files are streamed and do not fill the memory of n8n.',
		},
		additionalFieldsProperty(lookUpFields),
	],
	handlesFiles: true,
	prepare(context, [itemIndex]) {
		refuseOutputFileInTool(context, 'video');
		const videoNo = readVideoNumber(context, itemIndex);
		const field = readOutputFileField(context, itemIndex);
		const fields = { videoNo, uniqueId: readUniqueId(context, itemIndex) };
		return {
			check: (client) => client.check(endpoints.video.download, fields),
			async send(client) {
				const store = storeVideo(context, client, videoNo);
				const file = await client.download(endpoints.video.download, fields, store);
				return [fileItem(videoNo, field, file, itemIndex)];
			},
		};
	},
};

/** The reply may say name and type; without, the video is an MP4, as Memories.ai keeps it. */
function storeVideo(
	{ helpers }: IExecuteFunctions,
	{ account }: ApiClient,
	videoNo: string,
): ReplySink['file'] {
	return async (body, headers) => {
		const said = account.redact(String(headers['content-type'] ?? '')).toLowerCase();
		const type = /^video\/[\w.+-]+/.exec(said)?.[0];
		const extension = Object.keys(VIDEO.types).find((known) => VIDEO.types[known] === type);
		const name = fileNameOf(headers) ?? `${videoNo}.${extension ?? 'mp4'}`;
		return await helpers.prepareBinaryData(body, account.redact(name), type);
	};
}
