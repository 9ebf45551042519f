import { LoadOptionsContext } from 'n8n-core';
import {
	NodeHelpers,
	UnexpectedError,
	Workflow,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';

import { EngineCredentialsHelper, type CredentialData } from './credentials.cjs';
import { additionalDataFor } from './harness.cjs';
import { EngineNodeTypes, memoriesAiType } from './node-types.cjs';

const nodeTypes = new EngineNodeTypes();

export interface OpenList {
	/** The field, as n8n writes its place: e.g. `additionalFields.folderId`. */
	field: string;
	/** What is filled in, with expressions resolved. */
	parameters: INodeParameters;
	credentials: CredentialData;
	/** What is typed into the list's search. */
	filter?: string;
	/** What the list before has ended with. */
	paginationToken?: string;
}

/** Asks the node for the list behind a field's From List, the way n8n's editor has it asked. */
export async function openList(options: OpenList): Promise<INodeListSearchResult> {
	const { field, parameters, credentials, filter, paginationToken } = options;
	const nodeType = nodeTypes.getByNameAndVersion(memoriesAiType, 1);
	const node: INode = {
		id: 'uuid-1234',
		name: 'Temp-Node',
		type: memoriesAiType,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { memoriesAiApi: { id: 'memoriesAiApi', name: 'memoriesAiApi' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const name = listMethodOf(field, node);
	const search = nodeType.methods?.listSearch?.[name];
	if (!search) throw new UnexpectedError(`The node has no list ${name}`);
	const additionalData = {
		...additionalDataFor(new EngineCredentialsHelper(credentials)),
		currentNodeParameters: parameters,
	};
	const context = new LoadOptionsContext(workflow, node, additionalData, `parameters.${field}`);
	return await search.call(context, filter, paginationToken);
}

/** @returns the field's property, as n8n finds it among those that are shown */
export function propertyOf(field: string, parameters: INodeParameters): INodeProperties {
	const { description } = nodeTypes.getByNameAndVersion(memoriesAiType, 1);
	const found = NodeHelpers.findDisplayedProperty(
		field,
		description.properties,
		parameters,
		{ typeVersion: 1 },
		description,
	);
	if (!found || !('type' in found)) throw new UnexpectedError(`There is no field ${field}`);
	return found;
}

function listMethodOf(field: string, { parameters }: INode): string {
	const list = propertyOf(field, parameters).modes?.find(({ name }) => name === 'list');
	const name = list?.typeOptions?.searchListMethod;
	if (name === undefined) throw new UnexpectedError(`${field} is not picked from a list`);
	return name;
}
