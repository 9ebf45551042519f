import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readBinaryFile } from '../parameters/binaryFile';
import { IMAGE } from '../parameters/mediaName';
import type { UploadFile } from '../transport/fields';
import { refuseNameInTool } from './toolFiles';

const NAME = 'binaryPropertyName';
const LABEL = 'Input Binary Field';

/** The image that a search is made with. */
export const queryImageProperties: INodeProperties[] = [
	{
		displayName: LABEL,
		name: NAME,
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the image',
		description: 'JPG, PNG, GIF, BMP or WebP, up to 20 MB',
	},
];

/**
 * @throws InvalidParameter when there is no such file, or none that Memories.ai takes for an image
 */
export async function readQueryImage(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<UploadFile> {
	const source = context.getNodeParameter(NAME, itemIndex);
	refuseNameInTool(context, source, LABEL, 'search');
	return await readBinaryFile(context, itemIndex, source, LABEL, IMAGE);
}
