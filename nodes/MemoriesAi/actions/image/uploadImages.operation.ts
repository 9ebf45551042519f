import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { endpoints } from '../../api/endpoints';
import { missingId } from '../../api/requireId';
import { InvalidParameter, readForItem } from '../../errors/invalidParameter';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { isBinaryData, readBinaryFile } from '../../parameters/binaryFile';
import { parseList } from '../../parameters/lists';
import { IMAGE } from '../../parameters/mediaName';
import { imageUploadFields } from '../../parameters/upload';
import type { UploadFile } from '../../transport/fields';
import type { Json } from '../../transport/json';
import { isJsonObject, textOf } from '../../transport/json';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';
import { refuseNameInTool } from '../toolFiles';

const LABEL = 'Input Binary Fields';

export const uploadImages: Operation = {
	value: 'uploadImages',
	name: 'Upload Images',
	action: 'Upload image files',
	description: 'Upload image files of earlier nodes into your private library',
	properties: [
		{
			displayName: LABEL,
			name: 'binaryPropertyNames',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data, photo2',
			hint: 'The names of the input binary fields containing the images',
			description:
				'JPG, PNG, GIF, BMP or WebP, up to 20 MB each. Several names are separated by commas or lines, or come as a list from an expression.',
		},
		{
			displayName: 'Send',
			name: 'requestMode',
			type: 'options',
			// The usual choice first.
			options: [
				{
					name: 'One Request per Item',
					value: 'perItem',
					description: 'Each item is uploaded on its own',
				},
				{
					name: 'All Items in One Request',
					value: 'allItems',
					description:
						'Faster for many small images. One image that Memories.ai does not take stops all, and the fields below come from the first item.',
				},
			],
			default: 'perItem',
			description: 'Whether the images of each item are sent on their own, or all together',
		},
		additionalFieldsProperty(imageUploadFields),
	],
	handlesFiles: true,
	bringsIn: 'id',
	group(context, itemCount) {
		const items = Array.from({ length: itemCount }, (_, index) => index);
		const together = context.getNodeParameter('requestMode', 0) === 'allItems';
		return together ? [items] : items.map((item) => [item]);
	},
	async prepare(context, items) {
		const [first] = items;
		const details = readAdditionalFields(context, first, imageUploadFields);
		const images: Image[] = [];
		for (const item of items) {
			const files = await readForItem(item, async () => await readImages(context, item));
			images.push(...files.map((file) => ({ item, file })));
		}
		const fields = { ...details, files: images.map(({ file }) => file) };
		return oneRequest(endpoints.image.upload, fields, (data) =>
			toImageItems(context, items, images, data),
		);
	},
};

interface Image {
	/** The input item that it came with. */
	readonly item: number;
	readonly file: UploadFile;
}

async function readImages(context: IExecuteFunctions, item: number): Promise<UploadFile[]> {
	const sources = readSources(context.getNodeParameter('binaryPropertyNames', item));
	for (const source of sources) refuseNameInTool(context, source, LABEL);
	return await Promise.all(
		sources.map(async (source) => await readBinaryFile(context, item, source, LABEL, IMAGE)),
	);
}

/** An expression may hand over the binary data itself, one or a list. */
function readSources(value: unknown): Array<string | IBinaryData> {
	const list: unknown[] = Array.isArray(value) ? value : [value];
	const sources = list.every(isBinaryData) ? list : parseList(value, LABEL);
	if (sources.length === 0) {
		throw new InvalidParameter(
			`${LABEL} is empty`,
			'Enter the name of at least one binary field, such as data.',
		);
	}
	return sources;
}

/**
 * One item per image. The order of the reply is not documented, but it has one entry per file;
 * where the counts differ, no entry can be said to be of one file.
 */
function toImageItems(
	context: IExecuteFunctions,
	items: readonly [number, ...number[]],
	images: Image[],
	data: Json,
): INodeExecutionData[] {
	const [first, ...others] = items;
	if (!Array.isArray(data) || data.length === 0) {
		throw missingId(context, first, 'list of images', data);
	}
	const all = others.length === 0 ? first : items.map((item) => ({ item }));
	return data.map((entry, index) => {
		const id = isJsonObject(entry) ? (textOf(entry.id) ?? textOf(entry.imageNo)) : undefined;
		if (!isJsonObject(entry) || id === undefined) {
			throw missingId(context, first, 'id for an image', data);
		}
		const image = data.length === images.length ? images[index] : undefined;
		return image
			? { json: { ...entry, id, fileName: image.file.fileName }, pairedItem: image.item }
			: { json: { ...entry, id }, pairedItem: all };
	});
}
