import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
	NodeHelpers,
	UnexpectedError,
	type IDataObject,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
	type LoadingDetails,
} from 'n8n-workflow';
import { MemoriesAi } from '../../nodes/MemoriesAi/MemoriesAi.node';
import { MemoriesAiTrigger } from '../../nodes/MemoriesAi/MemoriesAiTrigger.node';
import { ProbeNode, probeType } from './probe-node.cjs';
import { agents, toTool } from './agents.cjs';

type LoadedNode = INodeType | IVersionedNodeType;

const packageName = 'n8n-nodes-memories-ai';
const requireFromHere = createRequire(__filename);
const baseFolder = dirname(requireFromHere.resolve('n8n-nodes-base/package.json'));

/** A node of this package as workflows name it, e.g. `n8n-nodes-memories-ai.memoriesAi`. */
export const memoriesAiType = `${packageName}.memoriesAi`;
export const memoriesAiTriggerType = `${packageName}.memoriesAiTrigger`;
/** The first of them as an AI agent's tool. */
export const memoriesAiToolType = `${memoriesAiType}Tool`;

function loadBaseNode(name: string): LoadedNode {
	const known = jest.requireActual<Record<string, LoadingDetails | undefined>>(
		join(baseFolder, 'dist/known/nodes.json'),
	);
	const details = known[name];
	if (!details) throw new UnexpectedError(`n8n-nodes-base has no node "${name}"`);
	const classes = jest.requireActual<Record<string, (new () => LoadedNode) | undefined>>(
		join(baseFolder, details.sourcePath),
	);
	const NodeClass = classes[details.className];
	if (!NodeClass) throw new UnexpectedError(`${details.sourcePath} lacks ${details.className}`);
	return new NodeClass();
}

/**
 * This package's nodes from their source, the tests' own, and the nodes of n8n-nodes-base as they are
 * published.
 */
export class EngineNodeTypes implements INodeTypes {
	private readonly loaded = new Map<string, LoadedNode>([
		[memoriesAiType, new MemoriesAi()],
		[memoriesAiTriggerType, new MemoriesAiTrigger()],
		[probeType, new ProbeNode()],
		[memoriesAiToolType, toTool(new MemoriesAi())],
		...agents,
	]);

	getByName(type: string): LoadedNode {
		let node = this.loaded.get(type);
		if (!node) {
			const [prefix, name = ''] = type.split('.');
			if (prefix !== 'n8n-nodes-base') throw new UnexpectedError(`Unknown node type "${type}"`);
			node = loadBaseNode(name);
			this.loaded.set(type, node);
		}
		return node;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}
