import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { blocks, sentence, tableOf } from './markdown.cjs';

const HEAD = ['Field', 'What it means', 'Default'];

/**
 * @param properties all that a panel can show
 * @returns a table of the fields, the notices, and a table for each collection
 */
export function fieldsOf(properties: readonly INodeProperties[]): string {
	const fields = properties.filter(({ type }) => type !== 'notice' && !isCollection(type));
	const rows = fields.map((field) => rowOf(field, whenShown(field, properties)));
	const notices = properties.filter(({ type }) => type === 'notice');
	return blocks(
		tableOf(HEAD, rows),
		...notices.map(
			(notice) => `> ${capitalized(whenShown(notice, properties))}${notice.displayName}`,
		),
		...properties
			.filter(({ type }) => isCollection(type))
			.map((collection) => collectionOf(collection, whenShown(collection, properties))),
	);
}

function isCollection(type: INodeProperties['type']): boolean {
	return type === 'collection' || type === 'fixedCollection';
}

/** @returns the fields of a collection */
export function fieldsWithin({ options = [] }: INodeProperties): INodeProperties[] {
	return options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
}

function collectionOf(collection: INodeProperties, when: string): string {
	const { displayName, description = '', required } = collection;
	const title = `**${displayName}**${when === '' ? '' : ` (${when.replace(/: $/, '')})`}`;
	const about = `${required === true ? 'Required. ' : ''}${sentence(description)}`.trim();
	return blocks(`${title}${about === '' ? '' : `: ${about}`}`, fieldsOf(fieldsWithin(collection)));
}

function rowOf(field: INodeProperties, when: string): string[] {
	const { displayName, hint = '', description = '', placeholder } = field;
	const example = placeholder ?? field.modes?.find((mode) => mode.placeholder)?.placeholder;
	const meaning = [
		capitalized(when) + sentence(hint),
		sentence(description),
		rangeOf(field),
		example === undefined ? '' : `${capitalized(example.replace(/^e\.g\. (.*)$/s, 'e.g. `$1`'))}.`,
	];
	const lines = [meaning.filter((text) => text !== '').join(' '), ...choicesOf(field)];
	return [displayName, lines.join('\n'), defaultOf(field)];
}

/** Choices that explain themselves, or are many, share a line. */
function choicesOf({ type, options = [] }: INodeProperties): string[] {
	if (type !== 'options' && type !== 'multiOptions') return [];
	const choices = options.filter(isChoice);
	if (type === 'multiOptions' || choices.every(({ description }) => description === undefined)) {
		return [`Choices: ${choices.map(({ name }) => `**${name}**`).join(', ')}.`];
	}
	return choices.map(({ name, description = '' }) => `**${name}**: ${sentence(description)}`);
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'value' in option;
}

/** Unless the description says so. */
function rangeOf({ typeOptions = {}, description = '' }: INodeProperties): string {
	const { minValue: least, maxValue: most } = typeOptions;
	if (least === undefined || description.includes(`from ${least} to`)) return '';
	return most === undefined ? `At least ${least}.` : `From ${least} to ${most}.`;
}

function defaultOf({ default: given, required, options = [] }: INodeProperties): string {
	const chosen = options.filter(isChoice).find(({ value }) => value === given);
	if (chosen) return chosen.name;
	const value =
		typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
	if (typeof value === 'boolean') return value ? 'On' : 'Off';
	if (typeof value === 'number') return String(value);
	const text = typeof value === 'string' && value !== '' ? `\`${value}\`` : '';
	return required === true ? [text, '_required_'].filter(Boolean).join(', ') : text;
}

/** When the panel shows a field, where it does not always: the beginning of a sentence. */
function whenShown({ displayOptions }: INodeProperties, all: readonly INodeProperties[]): string {
	const conditions = Object.entries<unknown[] | undefined>(showOf(displayOptions));
	const words = conditions.map(([name, values = []]) => {
		if (name === '@tool') return 'as a tool of an AI agent';
		const field = all.find((property) => property.name === name);
		const choices = (field?.options ?? []).filter(isChoice);
		const shown = values.map((value) => {
			if (typeof value === 'boolean') return value ? 'on' : 'off';
			return choices.find((choice) => choice.value === value)?.name ?? String(value);
		});
		return `with ${field?.displayName ?? name} ${shown.join(' or ')}`;
	});
	return words.length === 0 ? '' : `${words.join(', ')}: `;
}

function showOf({ show = {} }: IDisplayOptions = {}): NonNullable<IDisplayOptions['show']> {
	return show;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
