import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from './operation';

/**
 * Makes the node's Resource and Operation lists, and the fields of each operation.
 *
 * @param defaultResource the `value` of the resource that is chosen first
 */
export function propertiesOf(
	resources: readonly Resource[],
	defaultResource: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName(resources.map(({ name, value }) => ({ name, value }))),
			default: defaultResource,
		},
		...resources.map(operationList),
		...resources.flatMap(({ value: resource, operations }) =>
			operations.flatMap(({ value: operation, properties }) =>
				properties.map((property) => ({
					...property,
					displayOptions: {
						...property.displayOptions,
						show: {
							resource: [resource],
							operation: [operation],
							...property.displayOptions?.show,
						},
					},
				})),
			),
		),
	];
}

function operationList({ value, operations, defaultOperation }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: byName(operations.map(toOption)),
		default: defaultOperation,
	};
}

function toOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

function byName(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return options.sort((a, b) => a.name.localeCompare(b.name));
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
