import {
	NodeConnectionTypes,
	UnexpectedError,
	type EngineRequest,
	type EngineResponse,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type NodeOutput,
} from 'n8n-workflow';

/**
 * Nodes that call their tool as n8n's AI Agent nodes do, with no model that would decide to. Each puts
 * out one item per call, with the answer in `told`.
 */
function describe(name: string): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Tool', name: 'tool', type: 'string', default: '' },
			{ displayName: 'Calls', name: 'calls', type: 'json', default: '[]' },
		],
	};
}

/** The arguments of each call, one after the other. */
function callsOf(context: IExecuteFunctions): Array<Record<string, string>> {
	return JSON.parse(textOf(context, 'calls')) as Array<Record<string, string>>;
}

function textOf(context: IExecuteFunctions, name: string): string {
	const value = context.getNodeParameter(name, 0);
	if (typeof value !== 'string') throw new UnexpectedError(`${name} is no text`);
	return value;
}

interface Tool {
	invoke(input: object): Promise<unknown>;
}

function isTool(value: unknown): value is Tool {
	return typeof value === 'object' && value !== null && 'invoke' in value;
}

/** AI Agent up to version 2, and the MCP Server Trigger: the tool runs within the agent's own turn. */
class ClassicAgent implements INodeType {
	description = describe('classicAgent');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const tools = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
		const tool: unknown = Array.isArray(tools) ? tools[0] : undefined;
		if (!isTool(tool)) throw new UnexpectedError('The agent has no tool');
		const answers: INodeExecutionData[] = [];
		for (const call of callsOf(this)) {
			const told = await tool
				.invoke(call)
				.then(String, (error: unknown) => (error instanceof Error ? error.message : 'unknown'));
			answers.push({ json: { told } });
		}
		return [answers];
	}
}

/** AI Agent from version 3 on: the engine runs the tool as a node of its own. */
class EngineAgent implements INodeType {
	description = describe('engineAgent');

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<NodeOutput> {
		await Promise.resolve();
		if (response?.actionResponses.length) return [response.actionResponses.map(toAnswer)];
		const request: EngineRequest = {
			actions: callsOf(this).map((input, index) => ({
				actionType: 'ExecutionNodeAction',
				nodeName: textOf(this, 'tool'),
				input,
				type: NodeConnectionTypes.AiTool,
				id: `call-${index}`,
				metadata: {},
			})),
			metadata: {},
		};
		return request;
	}
}

/** What n8n's agent reads of an answer: the items, or of an error the message. */
function toAnswer({ data }: EngineResponse['actionResponses'][number]): INodeExecutionData {
	const items = data.data?.ai_tool?.[0]?.map(({ json }) => json) ?? [];
	const told = items.length > 0 ? items : { error: data.error?.message };
	return { json: { told: JSON.stringify(told) } };
}

/** By the name of their types. */
export const agents: ReadonlyMap<string, INodeType> = new Map<string, INodeType>([
	['test.classicAgent', new ClassicAgent()],
	['test.engineAgent', new EngineAgent()],
]);

/** The node as n8n offers it to agents. */
export function toTool(node: INodeType): INodeType {
	const description: INodeTypeDescription = {
		...node.description,
		name: `${node.description.name}Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	};
	// As n8n does it: all but the description is the node's own.
	return Object.create(node, { description: { value: description } }) as INodeType;
}
