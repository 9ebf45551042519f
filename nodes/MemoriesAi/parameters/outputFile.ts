import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseText } from './parse';

/** Where a file that comes out is put. */
export const outputFileProperty = {
	displayName: 'Put Output File in Field',
	name: 'outputBinaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Where the nodes that follow find the file',
} satisfies INodeProperties;

/** @throws InvalidParameter when it is empty */
export function readOutputFileField(context: IExecuteFunctions, itemIndex: number): string {
	const { displayName, name } = outputFileProperty;
	const field = parseText(context.getNodeParameter(name, itemIndex), displayName);
	if (field === undefined) {
		throw new InvalidParameter(
			`${displayName} is empty`,
			'Enter the name of a binary field, such as data.',
		);
	}
	return field;
}
