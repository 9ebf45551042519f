import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation } from './operation';

const RESOURCE_NAMES: Readonly<Record<Operation['resource'], string>> = {
	image: 'Image',
	task: 'Task',
	video: 'Video',
};

/**
 * Makes the node's Resource and Operation lists, and the fields of each operation.
 *
 * @param defaults the operation that a resource starts with
 */
export function propertiesOf(
	operations: readonly Operation[],
	defaults: Readonly<Record<Operation['resource'], string>>,
): INodeProperties[] {
	const resources = [...new Set(operations.map(({ resource }) => resource))].sort();
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map((value) => ({ name: RESOURCE_NAMES[value], value })),
			default: 'video',
		},
		...resources.map((resource) => operationList(resource, operations, defaults[resource])),
		...operations.flatMap(({ resource, value, fields }) =>
			fields.map((field) => ({
				...field,
				displayOptions: {
					...field.displayOptions,
					show: { resource: [resource], operation: [value], ...field.displayOptions?.show },
				},
			})),
		),
	];
}

function operationList(
	resource: Operation['resource'],
	operations: readonly Operation[],
	first: string,
): INodeProperties {
	const options = operations
		.filter((operation) => operation.resource === resource)
		.map(toOption)
		.sort((a, b) => a.name.localeCompare(b.name));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: first,
	};
}

function toOption(operation: Operation): INodePropertyOptions {
	const { name, value, action, description } = operation;
	return { name, value, action, description };
}
