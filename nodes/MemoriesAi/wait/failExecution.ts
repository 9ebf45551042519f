import type { IWebhookFunctions, NodeOperationError } from 'n8n-workflow';

/**
 * Makes an execution that is about to wake end with an error at this node.
 *
 * A webhook has no way to say so. When it throws, n8n forgets what the earlier nodes put out and
 * runs the next ones with an empty item, because it resumes a node as if it were switched off. So
 * this takes that back where n8n holds it, and leaves the error where n8n looks for one of a node
 * that it is about to run; n8n 1 and 2 do both in the same way.
 *
 * @returns false when this n8n does not hold them there: nothing was changed then
 */
export function failExecution(context: IWebhookFunctions, failure: NodeOperationError): boolean {
	const run = partOf(context, 'runExecutionData');
	const result = partOf(run, 'resultData');
	const stack = partOf(partOf(run, 'executionData'), 'nodeExecutionStack');
	const node = Array.isArray(stack) ? partOf(stack[0], 'node') : undefined;
	if (!result || !node) return false;
	Reflect.set(node, 'disabled', false);
	// An error's own message and stack do not survive in n8n's database.
	Reflect.set(result, 'error', { ...failure, message: failure.message, stack: failure.stack });
	return true;
}

function partOf(whole: unknown, name: string): object | undefined {
	if (typeof whole !== 'object' || whole === null) return undefined;
	const part: unknown = Reflect.get(whole, name);
	return typeof part === 'object' && part !== null ? part : undefined;
}
