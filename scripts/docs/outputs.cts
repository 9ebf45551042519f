import type { OutputSchema } from '../../test/engine/outputSchema.cjs';
import { tableOf } from './markdown.cjs';

/** @returns a table of the fields that come out */
export function outputOf(schema: OutputSchema): string {
	return tableOf(['Field', 'Type'], rowsOf(schema, ''));
}

/** Fields within fields follow theirs, named as an expression names them. */
function rowsOf({ properties = {} }: OutputSchema, path: string): string[][] {
	return Object.entries(properties).flatMap(([name, field]) => {
		const whole = `${path}${name}`;
		return [
			[`\`${whole}\``, typeOf(field)],
			...rowsOf(field, `${whole}.`),
			...rowsOf(field.items ?? {}, `${whole}[].`),
		];
	});
}

const WORDS = {
	string: 'text',
	number: 'number',
	boolean: 'true or false',
	object: 'object',
	array: 'list',
	null: 'nothing',
};

function typeOf({ type = [], items }: OutputSchema): string {
	const types = Array.isArray(type) ? type : [type];
	const words = types.map((one) => {
		if (one !== 'array' || items?.type === undefined) return WORDS[one];
		return items.type === 'object' ? 'list of objects' : `list of ${typeOf(items)}s`;
	});
	return words.join(' or ');
}
