import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ReplyField, ReplyFields } from '../api/replyFields';
import { pickFields } from '../api/replyFields';
import { InvalidParameter } from '../errors/invalidParameter';
import type { JsonObject } from '../transport/json';
import { parseList } from './lists';
import { parseChoice } from './parse';

const LABEL = 'Output';
const FIELDS_LABEL = 'Fields';

/**
 * How much comes out of what a reply says.
 *
 * @param fields of the things that come out
 */
export function outputProperties({ simplified, others }: ReplyFields): INodeProperties[] {
	return [
		{
			displayName: LABEL,
			name: 'output',
			type: 'options',
			// From what most people want to what few do.
			options: [
				{
					name: 'Simplified',
					value: 'simple',
					description: 'The most useful fields, with numbers as numbers',
				},
				{ name: 'Raw', value: 'raw', description: 'All fields, as Memories.ai sends them' },
				{ name: 'Selected Fields', value: 'fields', description: 'The fields that you choose' },
			],
			default: 'simple',
			description: 'How much of each result to return',
		},
		{
			displayName: FIELDS_LABEL,
			name: 'fields',
			type: 'multiOptions',
			options: Object.entries({ ...simplified, ...others })
				.map(([value, { label }]) => ({ name: label, value }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			default: [],
			displayOptions: { show: { output: ['fields'] } },
			description: 'Which fields to return; a result has those of them that Memories.ai sends',
		},
	];
}

/**
 * @param reply about one thing
 * @param known what the reply leaves out because it was asked for
 * @returns what comes out of it
 */
export type ToOutput = (reply: JsonObject, known?: JsonObject) => JsonObject;

/**
 * @param fields of the things that come out
 * @throws InvalidParameter when no fields are chosen, or some that there are not
 */
export function readOutput(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: ReplyFields,
): ToOutput {
	const given = context.getNodeParameter('output', itemIndex, 'simple');
	const output = parseChoice(given, LABEL, ['simple', 'raw', 'fields']);
	if (output === 'raw') return (reply) => reply;
	const wanted =
		output === 'simple' ? fields.simplified : readChosenFields(context, itemIndex, fields);
	return (reply, known) => pickFields({ ...known, ...reply }, wanted);
}

function readChosenFields(
	context: IExecuteFunctions,
	itemIndex: number,
	{ simplified, others }: ReplyFields,
): Record<string, ReplyField> {
	const all: Record<string, ReplyField> = { ...simplified, ...others };
	const names = parseList(context.getNodeParameter('fields', itemIndex, []), FIELDS_LABEL);
	const entries = names.map((name) => {
		const field = Object.hasOwn(all, name) ? all[name] : undefined;
		if (field !== undefined) return [name, field] as const;
		throw new InvalidParameter(
			`${FIELDS_LABEL}: there is no field "${name}"`,
			`Choose from ${Object.keys(all).join(', ')}.`,
		);
	});
	if (entries.length > 0) return Object.fromEntries(entries);
	throw new InvalidParameter(
		`${FIELDS_LABEL} is empty`,
		`Choose at least one field, or another ${LABEL}.`,
	);
}
