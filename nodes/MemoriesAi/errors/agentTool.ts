import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { asSentence } from './sentence';

/** Whether the node is an AI agent's tool: n8n gives a tool a type of its own, `memoriesAiTool`. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/**
 * Whether the node runs within its agent's step of the execution: as a tool of an AI Agent node
 * before version 3, or of an MCP Server Trigger. Under Agent v3 a tool is a step of its own.
 */
export function isWithinAgent(context: IExecuteFunctions): boolean {
	// n8n 1 does not have `isToolExecution`. n8n 2 has it, and says no under Agent v3.
	if ('isToolExecution' in context && context.isToolExecution()) return true;
	return context.getExecuteData().node.name !== context.getNode().name;
}

/**
 * Makes a tool's answers reach its agent where On Error is set to use an error output. A tool has
 * none, and n8n drops all that it puts out, successes included, when it looks for one.
 */
export function doWithoutErrorOutput(context: IExecuteFunctions): void {
	const { node } = context.getExecuteData();
	if (!isTool(node) || isWithinAgent(context)) return;
	if (node.onError === 'continueErrorOutput') node.onError = 'continueRegularOutput';
}

/**
 * An agent reads the message alone, and has every reason to try again where it does not say better.
 *
 * @returns one text that says all
 */
export function messageForAgent(failure: {
	readonly message: string;
	readonly description?: string | null;
}): string {
	const { message, description } = failure;
	if (!description || message.includes(description)) return message;
	return `${asSentence(message)} ${description}`;
}
