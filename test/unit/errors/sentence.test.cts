import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { mentionReceived } from '../../../nodes/MemoriesAi/errors/itemError';
import { asSentence } from '../../../nodes/MemoriesAi/errors/sentence';

it.each([
	['', ''],
	['It is', 'It is.'],
	['It is. ', 'It is.'],
	['It is: "a."', 'It is: "a."'],
	['It is: "a"', 'It is: "a".'],
	['Look at it (ENOTFOUND)', 'Look at it (ENOTFOUND).'],
	['Look at it. (ENOTFOUND)', 'Look at it. (ENOTFOUND).'],
	['Really?', 'Really?'],
	['It goes on…', 'It goes on…'],
])('%j becomes %j', (text, sentence) => {
	expect(asSentence(text)).toBe(sentence);
});

const node: INode = {
	id: 'a',
	name: 'Memories.ai',
	type: 'memoriesAi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

it.each([
	[undefined, 'Already received: VI1, VI2.'],
	['Check the field', 'Check the field. Already received: VI1, VI2.'],
	['Check the field.', 'Check the field. Already received: VI1, VI2.'],
])('after %j comes what was received as a sentence of its own', (description, whole) => {
	const failure = new NodeOperationError(node, 'Refused', { description });

	expect(mentionReceived(failure, ['VI1', 'VI2', 'VI1']).description).toBe(whole);
});
