import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseShortText } from './parse';

/** Documented, in characters. */
const LONGEST_NAME = 100;

/** How a folder is to be called. */
export const folderNameProperty = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. my-project',
	description: `Name of the folder, up to ${LONGEST_NAME} characters. No other folder of the account has it.`,
} satisfies INodeProperties;

/** @throws InvalidParameter when it is empty or too long */
export function readFolderName(context: IExecuteFunctions, itemIndex: number): string {
	const { displayName, name } = folderNameProperty;
	const given = parseShortText(
		context.getNodeParameter(name, itemIndex),
		displayName,
		LONGEST_NAME,
	);
	if (given === undefined) {
		throw new InvalidParameter(`${displayName} is empty`, 'Enter a name for the folder.');
	}
	return given;
}
