import type { INodeProperties } from 'n8n-workflow';

/**
 * Where the node is an AI agent's tool, its model fills in what an operation needs, unless the user does
 * so: n8n shows the model the description of the field.
 *
 * @returns the field as it is in a workflow, and as it is in a tool
 */
export function filledInByModel(property: INodeProperties): INodeProperties[] {
	if (!property.required || !isLeftToUser(property)) return [property];
	const { displayOptions } = property;
	const value = fromModel(property);
	return [
		{ ...property, displayOptions: { ...displayOptions, hide: { '@tool': [true] } } },
		{
			...property,
			default: property.type === 'resourceLocator' ? { mode: 'id', value } : value,
			displayOptions: { ...displayOptions, show: { ...displayOptions?.show, '@tool': [true] } },
		},
	];
}

/** A text or an id that has no value of its own, or one of the node before, which a tool has not. */
function isLeftToUser({ type, default: given }: INodeProperties): boolean {
	if (type === 'resourceLocator') return true;
	return type === 'string' && (given === '' || String(given).startsWith('='));
}

/** As n8n writes it for a field that is left to the model: by the comment, the editor knows it again. */
function fromModel({ displayName, description = '' }: INodeProperties): string {
	const key = displayName.replace(/\W+/g, '_');
	const text = description.replace(/[`\\]|\$\{/g, '');
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${text}\`, 'string') }}`;
}
