import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

/** @returns the output item with the file that was got of a video */
export function fileItem(
	videoNo: string,
	field: string,
	file: IBinaryData,
	pairedItem: number,
): INodeExecutionData {
	const { fileName, mimeType } = file;
	return { json: { videoNo, fileName, mimeType }, binary: { [field]: file }, pairedItem };
}
