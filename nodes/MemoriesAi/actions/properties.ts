import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from './operation';
import { filledInByModel } from './toolFields';

/** Makes the node's Resource and Operation lists, and the fields of each operation. */
export function propertiesOf(resources: readonly [Resource, ...Resource[]]): INodeProperties[] {
	const [{ value: first }] = resources;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: first,
		},
		...resources.flatMap(operationLists),
		...resources.flatMap(({ value: resource, operations }) =>
			operations.flatMap((operation) =>
				fieldsOf(operation).map((property) =>
					shownFor(property, { resource: [resource], operation: [operation.value] }),
				),
			),
		),
	];
}

function fieldsOf({ properties, handlesFiles }: Operation): INodeProperties[] {
	return handlesFiles ? properties : properties.flatMap(filledInByModel);
}

/** Where the node is an agent's tool, its list is without what an agent cannot use. */
function operationLists({ value, operations }: Resource): INodeProperties[] {
	const all = shownFor(operationList(operations), { resource: [value] });
	const [first, ...others] = operations.filter(({ handlesFiles }) => !handlesFiles);
	if (!first || others.length + 1 === operations.length) return [all];
	return [
		{ ...all, displayOptions: { ...all.displayOptions, hide: { '@tool': [true] } } },
		shownFor(operationList([first, ...others]), { resource: [value], '@tool': [true] }),
	];
}

function operationList(operations: readonly [Operation, ...Operation[]]): INodeProperties {
	const [{ value: first }] = operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: operations.map(toOption),
		default: first,
	};
}

function toOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

/** Narrows down where a property is shown. */
function shownFor(property: INodeProperties, show: IDisplayOptions['show']): INodeProperties {
	const { displayOptions } = property;
	return {
		...property,
		displayOptions: { ...displayOptions, show: { ...show, ...displayOptions?.show } },
	};
}

/** @returns an expression for what the node on the canvas says below its name, such as "Video: Upload URL" */
export function subtitleOf(resources: readonly Resource[]): string {
	const labels = resources.flatMap(({ value, name, operations }) =>
		operations.map((operation) => [`${value}.${operation.value}`, `${name}: ${operation.name}`]),
	);
	const table = JSON.stringify(Object.fromEntries(labels));
	return `={{ (${table})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

/**
 * @param field an internal name, also of a field within a collection
 * @returns what the screen calls it
 */
export function labelIn({ properties }: Operation, field: string): string {
	const all = properties.flatMap((property) => [property, ...(property.options ?? [])]);
	const found = all.find((property) => property.name === field);
	return found && 'displayName' in found ? found.displayName : field;
}
