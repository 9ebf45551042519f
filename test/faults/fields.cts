import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { growStored, storeBinary, type BinaryFile } from '../engine/binary.cjs';

/** Something that a user has filled in wrong, and that is noticed before anything is sent. */
export interface FieldFault {
	/** What is wrong, in words for users. */
	readonly title: string;
	readonly parameters: INodeParameters;
	readonly item?: () => Promise<INodeExecutionData>;
	/** In place of what the credential has. */
	readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string };
	/** The field as the screen labels it, or the file's name. */
	readonly names: RegExp;
}

const uploadUrl = {
	resource: 'video',
	operation: 'uploadUrl',
	url: 'https://example.com/a.mp4',
};
const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadImages = { resource: 'image', operation: 'uploadImages' };
const scrapePlatform = { resource: 'video', operation: 'scrapePlatform' };

function withField(field: string, value: string | number): INodeParameters {
	return { ...uploadUrl, additionalFields: { [field]: value } };
}

/** @param bytes more than are stored: the file is said to be this large */
function withFile(file: Partial<BinaryFile>, bytes?: number): FieldFault['item'] {
	return async () => {
		const data = await storeBinary(
			{ content: Buffer.from('x'), mimeType: 'application/octet-stream', ...file },
			'filesystem',
		);
		if (bytes !== undefined) growStored(data, bytes);
		return { json: {}, binary: { data } };
	};
}

export const fieldFaults: readonly FieldFault[] = [
	{
		title: 'URL is empty, because its expression gives nothing',
		parameters: { ...uploadUrl, url: '={{ $json.missing }}' },
		names: /^URL/,
	},
	{
		title: 'URL is no web address',
		parameters: { ...uploadUrl, url: 'ftp://example.com/a.mp4' },
		names: /^URL/,
	},
	{
		title: 'Video Number is empty, because its expression gives nothing',
		parameters: { resource: 'video', operation: 'get', videoNo: '={{ $json.missing }}' },
		names: /^Video Number/,
	},
	{
		title: 'Prompt is empty, because its expression gives nothing',
		parameters: { resource: 'chat', operation: 'askPublic', prompt: '={{ $json.missing }}' },
		names: /^Prompt/,
	},
	{
		title: 'There is no file',
		parameters: uploadFile,
		names: /^Input Binary Field/,
	},
	{
		title: 'The file is empty',
		parameters: uploadFile,
		item: withFile({ content: Buffer.alloc(0), fileName: 'a.mp4' }),
		names: /"a\.mp4"/,
	},
	{
		title: 'The file is no video',
		parameters: uploadFile,
		item: withFile({ fileName: 'a.pdf' }),
		names: /"a\.pdf"/,
	},
	{
		title: 'The video is too large',
		parameters: uploadFile,
		item: withFile({ fileName: 'a.mp4' }, 3 * 1024 ** 3 + 1),
		names: /"a\.mp4"/,
	},
	{
		title: 'The image is too large',
		parameters: uploadImages,
		item: withFile({ fileName: 'a.png' }, 20 * 1024 ** 2 + 1),
		names: /"a\.png"/,
	},
	{
		title: 'More than 50 posts',
		parameters: {
			...scrapePlatform,
			videoUrls: Array.from({ length: 51 }, (_, post) => `https://youtu.be/${post}`).join('\n'),
		},
		names: /^Post URLs/,
	},
	{
		title: 'Posts of two platforms',
		parameters: { ...scrapePlatform, videoUrls: 'https://youtu.be/1, https://www.tiktok.com/2' },
		names: /^Post URLs/,
	},
	{
		title: 'The callback address is too long',
		parameters: withField('callbackUrl', `https://example.com/${'a'.repeat(300)}`),
		names: /^Callback URL/,
	},
	{
		title: 'Camera Model is too long',
		parameters: withField('cameraModel', 'a'.repeat(201)),
		names: /^Camera Model/,
	},
	{
		title: 'Too many tags',
		parameters: withField('tags', Array.from({ length: 21 }, (_, tag) => tag).join(',')),
		names: /^Tags/,
	},
	{
		title: 'Latitude without Longitude',
		parameters: withField('latitude', 52.5),
		names: /^Latitude and Longitude/,
	},
	{
		title: 'Latitude out of range',
		parameters: { ...uploadUrl, additionalFields: { latitude: 91, longitude: 13.4 } },
		names: /^Latitude/,
	},
	{
		title: 'A date that is none',
		parameters: withField('datetimeTaken', 'soon'),
		names: /^Date Taken/,
	},
	{
		title: 'Unique ID and Folder ID',
		parameters: { ...uploadUrl, additionalFields: { uniqueId: 'a', folderId: '1' } },
		names: /^Unique ID and Folder ID/,
	},
	{
		title: 'The credential has no key',
		parameters: uploadUrl,
		credential: { apiKey: ' ' },
		names: /^API Key/,
	},
	{
		title: 'The credential has no proper address',
		parameters: uploadUrl,
		credential: { baseUrl: 'ftp://memories' },
		names: /^Base URL/,
	},
];
