import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseText } from './parse';

const promptProperty = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
} satisfies INodeProperties;

const sessionIdProperty = {
	displayName: 'Session ID',
	name: 'sessionId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 606122521255088128',
	description:
		"To go on with a conversation, the sessionId in the output of its last answer; empty begins a new one. The session ID of n8n's chat is another one.",
} satisfies INodeProperties;

/**
 * What to ask, and in which conversation.
 *
 * @param about how the prompt of an operation looks
 */
export function promptProperties(
	about: Required<Pick<INodeProperties, 'description' | 'placeholder'>>,
): INodeProperties[] {
	return [{ ...promptProperty, ...about }, sessionIdProperty];
}

/** @throws InvalidParameter when there is no prompt, or something is no text */
export function readPrompt(context: IExecuteFunctions, itemIndex: number) {
	const read = ({ name, displayName }: INodeProperties) =>
		parseText(context.getNodeParameter(name, itemIndex, ''), displayName);
	const prompt = read(promptProperty);
	if (prompt === undefined) {
		throw new InvalidParameter(
			'Prompt is empty',
			'Enter what to ask, for example the chatInput of a Chat Trigger.',
		);
	}
	return { prompt, sessionId: read(sessionIdProperty) };
}
