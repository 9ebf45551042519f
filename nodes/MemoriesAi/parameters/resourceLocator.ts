import type { INodeProperties } from 'n8n-workflow';

/** One kind of thing that users pick by a list, or name by its id. */
interface Pickable {
	/** What lists it: a name in `methods/listSearch.ts`. */
	readonly searchListMethod: string;
	readonly placeholder: string;
	/** What a whole id looks like, as a regular expression; of several words, in brackets. */
	readonly form: string;
	/** What the user reads where an id looks otherwise. */
	readonly otherForm: string;
}

/** The part of a field's property that makes it one to pick from: From List or By ID. */
export function resourceLocator({ searchListMethod, placeholder, form, otherForm }: Pickable) {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder,
				// What is empty is missing, not wrong; n8n says so where it is required.
				validation: [
					{ type: 'regex', properties: { regex: `(?:${form})?`, errorMessage: otherForm } },
				],
			},
		],
	} satisfies Partial<INodeProperties>;
}

/**
 * Takes the id out of a value in either of the forms that n8n hands over: what was picked or typed is
 * an object with its `mode`; what an expression or an agent gives is the id alone.
 */
export function pickedId(value: unknown): unknown {
	const isPicked = typeof value === 'object' && value !== null && 'mode' in value;
	return isPicked && 'value' in value ? value.value : value;
}
