import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { parseText } from './parse';

const GROUP = 'memory';

const role = {
	displayName: 'Role',
	name: 'role',
	type: 'string',
	default: 'user',
	placeholder: 'e.g. user',
	description: 'Who said it: a name, or a word such as user or assistant',
} satisfies INodeProperties;

const content = {
	displayName: 'Content',
	name: 'content',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. I have moved to Berlin',
	description: 'What is to be remembered',
} satisfies INodeProperties;

/** What is to be remembered: one text, or what was said in a conversation. */
export const memoriesProperty = {
	displayName: 'Memories',
	name: 'memories',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Memory',
	required: true,
	default: { [GROUP]: [{ role: role.default, content: content.default }] },
	description: 'One text, or several that belong together, such as those of a conversation',
	options: [{ displayName: 'Memory', name: GROUP, values: [role, content] }],
} satisfies INodeProperties;

/** One text, and who said it. */
export type Memory = Readonly<Record<'role' | 'content', string>>;

/** @throws InvalidParameter when there is none, or one without role or content */
export function readMemories(context: IExecuteFunctions, itemIndex: number): Memory[] {
	const { displayName, name } = memoriesProperty;
	const given = context.getNodeParameter(`${name}.${GROUP}`, itemIndex, []) as IDataObject[];
	if (given.length === 0) {
		throw new InvalidParameter(`${displayName} is empty`, 'Add at least one text.');
	}
	return given.map((memory) => ({
		role: parseFilledIn(memory.role, role),
		content: parseFilledIn(memory.content, content),
	}));
}

function parseFilledIn(value: unknown, { displayName }: INodeProperties): string {
	const text = parseText(value, displayName);
	if (text !== undefined) return text;
	throw new InvalidParameter(
		`${displayName} of a memory is empty`,
		'Fill it in, or remove that memory.',
	);
}
