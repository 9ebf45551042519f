import './environment.cjs';
import { readFileSync } from 'node:fs';

import { ExecutionLifecycleHooks, ExternalSecretsProxy, WorkflowExecute } from 'n8n-core';
import {
	NodeHelpers,
	UnexpectedError,
	Workflow,
	createRunExecutionData,
	jsonParse,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type IRunData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type OnError,
	type StructuredChunk,
} from 'n8n-workflow';
import {
	executionId,
	storeBinary,
	useBinaryMode,
	workflowId,
	type BinaryFile,
	type BinaryMode,
} from './binary.cjs';
import { checkOutput } from './checkOutput.cjs';
import { Container } from './container.cjs';
import { EngineCredentialsHelper, type CredentialData } from './credentials.cjs';
import { EngineNodeTypes, memoriesAiToolType, memoriesAiType } from './node-types.cjs';

const nodeTypes = new EngineNodeTypes();

export interface WorkflowOptions {
	nodes: INode[];
	connections: IConnections;
	/** What the trigger hands on; one empty item unless given. */
	inputItems?: INodeExecutionData[];
	/** Decrypted data by credential type; a node refers to it by its type's name. */
	credentials: CredentialData;
	binaryMode?: BinaryMode;
	/** IANA name, e.g. `Europe/Berlin`; `UTC` unless given. */
	timezone?: string;
	/** Under which sleeping executions are called; n8n's default address unless given. */
	webhookWaitingBaseUrl?: string;
	/** As from the editor's button; in production unless given. */
	manual?: boolean;
	/** Called from a chat that shows answers as they come: is given each piece of them. */
	onChunk?: (chunk: StructuredChunk) => void;
	/** The editor's Execute step: this node alone runs, on what the nodes before it put out earlier. */
	step?: { nodeName: string; runData: IRunData };
	/** What comes out is not compared with the output schemas: they are made from it, or it is made up. */
	unchecked?: true;
}

export interface WorkflowResult {
	/** As n8n lists the execution, e.g. `success`, `error`, `canceled`, `waiting`. */
	status: IRun['status'];
	/** The error that stopped the execution. */
	error: IRun['data']['resultData']['error'];
	/** The items that a node put out in its last run; none if it did not run. */
	outputOf(nodeName: string, outputIndex?: number): INodeExecutionData[];
	/** The error of a node's last run. */
	nodeError(nodeName: string): IRun['data']['resultData']['error'];
	runData: IRunData;
	/** The whole execution as n8n would save it. */
	run: IRun;
}

export interface RunningWorkflow {
	finished: Promise<WorkflowResult>;
	/** Stops the execution as the Stop button does. */
	cancel: () => void;
}

/** What n8n hands to whatever runs; of a workflow, also its own hooks. */
export function additionalDataFor(
	credentialsHelper: EngineCredentialsHelper,
	workflowData?: IWorkflowBase,
	{ webhookWaitingBaseUrl, onChunk }: Partial<WorkflowOptions> = {},
): IWorkflowExecuteAdditionalData {
	const hooks = workflowData && new ExecutionLifecycleHooks('trigger', executionId, workflowData);
	if (onChunk) hooks?.addHandler('sendChunk', onChunk);
	const base = 'http://127.0.0.1:5678/';
	const unavailable = async () =>
		await Promise.reject(new UnexpectedError('The engine tests do not offer this'));
	return {
		credentialsHelper,
		hooks,
		streamingEnabled: onChunk !== undefined,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		executionId,
		workflowId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${base}rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}form`,
		formWaitingBaseUrl: `${base}form-waiting`,
		formTestBaseUrl: `${base}form-test`,
		webhookBaseUrl: `${base}webhook`,
		webhookWaitingBaseUrl: webhookWaitingBaseUrl ?? `${base}webhook-waiting`,
		webhookTestBaseUrl: `${base}webhook-test`,
		mcpBaseUrl: `${base}mcp`,
		mcpTestBaseUrl: `${base}mcp-test`,
		executeWorkflow: unavailable,
		getRunExecutionData: unavailable,
		getRuntimeCredential: unavailable,
		startRunnerTask: unavailable,
		logAiEvent: () => undefined,
	};
}

/** The node that leads somewhere and that nothing leads to. */
function triggerOf(nodes: INode[], connections: IConnections): INode {
	const reached = new Set(
		Object.values(connections).flatMap(({ main = [] }) => main.flat().map((to) => to?.node)),
	);
	const trigger = nodes.find(({ name }) => name in connections && !reached.has(name));
	if (!trigger) throw new UnexpectedError('The workflow has no trigger to start from');
	return trigger;
}

/** The node with the defaults of its type filled in, as n8n's editor saves it. */
function withDefaults(node: INode): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const parameters = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return { ...node, parameters: parameters ?? node.parameters };
}

function resultOf(run: IRun): WorkflowResult {
	const { runData, error } = run.data.resultData;
	return {
		status: run.status,
		error,
		outputOf: (nodeName, outputIndex = 0) =>
			runData[nodeName]?.at(-1)?.data?.main?.[outputIndex] ?? [],
		nodeError: (nodeName) => runData[nodeName]?.at(-1)?.error,
		runData,
		run,
	};
}

/**
 * Starts a workflow on n8n's engine, the way n8n starts one whose trigger has fired. The workflow's
 * trigger node is not executed: `inputItems` come out of it. Expressions are evaluated by the
 * engine's 'legacy' evaluator; its other ones need a native module. Items that do not fit the output
 * schema of their operation are an error of whoever waits for the end.
 */
export async function startWorkflow(options: WorkflowOptions): Promise<RunningWorkflow> {
	if (options.binaryMode) await useBinaryMode(options.binaryMode);
	const credentialsHelper = new EngineCredentialsHelper(options.credentials);
	const credentials = Object.fromEntries(
		Object.keys(options.credentials).map((type) => [type, { id: type, name: type }]),
	);
	const nodes = options.nodes.map((node) => withDefaults({ ...node, credentials }));
	const workflowData: IWorkflowBase = {
		id: workflowId,
		name: 'Engine test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections: options.connections,
		settings: { executionOrder: 'v1', timezone: options.timezone ?? 'UTC' },
	};
	const workflow = new Workflow({ ...workflowData, nodeTypes });
	const { step } = options;
	const engine = new WorkflowExecute(
		additionalDataFor(credentialsHelper, workflowData, options),
		options.manual || step ? 'manual' : options.onChunk ? 'webhook' : 'trigger',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{
						node: triggerOf(nodes, options.connections),
						data: { main: [options.inputItems ?? [{ json: {} }]] },
						source: null,
					},
				],
			},
		}),
	);
	const execution = step
		? engine.runPartialWorkflow2(workflow, step.runData, {}, [], {
				nodeName: step.nodeName,
				mode: 'inclusive',
			})
		: engine.processRunExecutionData(workflow);
	return {
		finished: execution.then((run) => {
			if (!options.unchecked) checkOutput(nodes, run.data.resultData.runData);
			return resultOf(run);
		}),
		cancel: () => {
			execution.cancel();
		},
	};
}

/** Runs a workflow to its end: see `startWorkflow`. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
	return await (
		await startWorkflow(options)
	).finished;
}

export interface NodeOptions
	extends Pick<
		WorkflowOptions,
		| 'credentials'
		| 'manual'
		| 'onChunk'
		| 'step'
		| 'timezone'
		| 'unchecked'
		| 'webhookWaitingBaseUrl'
	> {
	/**
	 * The Memories.ai node's parameters; those left out have their defaults, except that requests
	 * follow each other without a pause.
	 */
	parameters: INodeParameters & { options?: INodeParameters };
	items?: INodeExecutionData[];
	onError?: OnError;
	/** n8n's setting: the node runs for the first item only. */
	executeOnce?: boolean;
	/** How often n8n runs the node at the most, as Retry On Fail says; once unless given. */
	maxTries?: number;
	binaryMode?: BinaryMode;
}

/** The node under test in `runNode`, and where each of its outputs leads. */
export const nodeName = 'Memories.ai';
export const afterSuccess = 'After success';
export const afterError = 'After error';

function node(
	name: string,
	type: string,
	parameters: INodeParameters = {},
	typeVersion = 1,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** The node's settings for Retry On Fail; of the wait between two tries, 0 ms would be a second. */
function retrying(maxTries?: number): Partial<INode> {
	return maxTries === undefined ? {} : { retryOnFail: true, maxTries, waitBetweenTries: 1 };
}

/** Starts trigger, Memories.ai node, and one node behind each of its two outputs. */
export async function startNode(options: NodeOptions): Promise<RunningWorkflow> {
	const { parameters: given, items, onError, maxTries, executeOnce, ...rest } = options;
	const parameters = { ...given, options: { requestsPerSecond: 1e6, ...given.options } };
	return await startWorkflow({
		...rest,
		inputItems: items,
		nodes: [
			// By hand, n8n runs the trigger itself, which puts out one item of its own.
			node('Trigger', rest.manual ? 'n8n-nodes-base.noOp' : 'n8n-nodes-base.manualTrigger'),
			{
				...node(nodeName, memoriesAiType, parameters),
				onError,
				executeOnce,
				...retrying(maxTries),
			},
			node(afterSuccess, 'n8n-nodes-base.noOp'),
			node(afterError, 'n8n-nodes-base.noOp'),
		],
		connections: {
			Trigger: { main: [[{ node: nodeName, type: 'main', index: 0 }]] },
			[nodeName]: {
				main: [
					[{ node: afterSuccess, type: 'main', index: 0 }],
					[{ node: afterError, type: 'main', index: 0 }],
				],
			},
		},
	});
}

/** Runs `startNode` to its end. */
export async function runNode(options: NodeOptions): Promise<WorkflowResult> {
	return await (
		await startNode(options)
	).finished;
}

export interface ToolOptions extends Omit<NodeOptions, 'items' | 'binaryMode'> {
	/** `classic`: within the agent's turn, as up to version 2; `engine`: as a node, as from version 3 on. */
	agent: 'classic' | 'engine';
	/** What the model fills in, call by call. */
	calls: Array<Record<string, string>>;
}

/** Runs an agent that calls the node as its tool; `told` is what it reads, call by call. */
export async function runTool(options: ToolOptions): Promise<WorkflowResult & { told: string[] }> {
	const { agent, calls, parameters: given, onError, maxTries, ...rest } = options;
	const parameters = { ...given, options: { requestsPerSecond: 1e6, ...given.options } };
	const agentName = 'Agent';
	const result = await runWorkflow({
		...rest,
		nodes: [
			node('Trigger', 'n8n-nodes-base.manualTrigger'),
			node(agentName, `test.${agent}Agent`, { tool: nodeName, calls: JSON.stringify(calls) }),
			{ ...node(nodeName, memoriesAiToolType, parameters), onError, ...retrying(maxTries) },
		],
		connections: {
			Trigger: { main: [[{ node: agentName, type: 'main', index: 0 }]] },
			[nodeName]: { ai_tool: [[{ node: agentName, type: 'ai_tool', index: 0 }]] },
		},
	});
	return { ...result, told: result.outputOf(agentName).map(({ json }) => json.told as string) };
}

/** Items with the `url` of a video each, which ends in the item's index: `.../0.mp4` and so on. */
export function urlItems(count: number): INodeExecutionData[] {
	return Array.from({ length: count }, (_, index) => ({
		json: { url: `https://example.com/${index}.mp4` },
	}));
}

/** An item with one stored file under `data`: see `storeBinary`. */
export async function binaryItem(file: BinaryFile, mode: BinaryMode): Promise<INodeExecutionData> {
	return { json: {}, binary: { data: await storeBinary(file, mode) } };
}

export interface ExampleOptions extends Omit<WorkflowOptions, 'nodes' | 'connections'> {
	/** Parameters to put in place of the example's, by node name; the others stay. */
	parameters?: Record<string, INodeParameters>;
	/** Names of nodes to pass through, because they need what only a whole n8n has. */
	skip?: string[];
}

/**
 * Runs a workflow exported from n8n's editor: `inputItems` stand for what its trigger puts out,
 * everything behind the trigger is executed.
 */
export async function runExample(path: string, options: ExampleOptions): Promise<WorkflowResult> {
	const { parameters = {}, skip = [], ...rest } = options;
	const { nodes, connections } = jsonParse<Pick<IWorkflowBase, 'nodes' | 'connections'>>(
		readFileSync(path, 'utf8'),
	);
	const trigger = triggerOf(nodes, connections).name;
	return await runWorkflow({
		...rest,
		nodes: nodes.map((exported) => {
			const { name } = exported;
			if (name === trigger) return node(name, 'n8n-nodes-base.manualTrigger');
			if (skip.includes(name)) return node(name, 'n8n-nodes-base.noOp');
			return { ...exported, parameters: { ...exported.parameters, ...parameters[name] } };
		}),
		connections,
	});
}
