import { type INode, type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';
import { MemoriesAi } from '../../nodes/MemoriesAi/MemoriesAi.node.js';

/** An operation as its panel shows it. */
export interface ShownOperation {
	/** Internal names: `video.uploadUrl`. */
	readonly id: string;
	/** As the lists of the panel call them. */
	readonly resourceName: string;
	readonly operationName: string;
	/** As the node picker calls it. */
	readonly action: string;
	/** What chooses it in the node's parameters. */
	readonly chosen: INodeParameters;
}

const { description } = new MemoriesAi();

/** Every operation that the node's lists have, by the order of these lists. */
export function shownOperations(): ShownOperation[] {
	return entriesOf(propertyNamed('resource')).flatMap((resource) =>
		entriesOf(operationsOf(resource.value)).map((operation) => {
			return {
				id: `${resource.value}.${operation.value}`,
				resourceName: resource.name,
				operationName: operation.name,
				action: operation.action,
				chosen: { resource: resource.value, operation: operation.value },
			};
		}),
	);
}

/** What the node picker calls an operation, by its id. */
export function actionOf(id: string): string {
	const found = shownOperations().find((operation) => operation.id === id);
	if (!found) throw new Error(`The node has no ${id}`);
	return found.action;
}

/** The fields that the panel shows with these parameters, in their order. */
export function shownFields(given: INodeParameters): INodeProperties[] {
	const { displayName: name, name: type, properties } = description;
	const node: INode = { id: '', name, type, typeVersion: 1, position: [0, 0], parameters: given };
	// With what the editor adds: the defaults of the fields that are shown.
	const parameters = NodeHelpers.getNodeParameters(
		properties,
		given,
		true,
		false,
		node,
		description,
	);
	return properties.filter((property) =>
		NodeHelpers.displayParameter(parameters ?? given, property, node, description),
	);
}

function propertyNamed(name: string): INodeProperties {
	const found = description.properties.find((property) => property.name === name);
	if (!found) throw new Error(`The node has no ${name}`);
	return found;
}

function operationsOf(resource: string): INodeProperties {
	const found = description.properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	);
	if (!found) throw new Error(`${resource} has no operations`);
	return found;
}

interface Entry {
	name: string;
	value: string;
	action: string;
}

function entriesOf({ options = [] }: INodeProperties): Entry[] {
	return options.map((option) => {
		if (!('value' in option)) throw new Error(`${option.name} is no entry of a list`);
		return { name: option.name, value: String(option.value), action: option.action ?? '' };
	});
}
