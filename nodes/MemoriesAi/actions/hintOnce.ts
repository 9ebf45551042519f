import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

/** What each run has shown: its items would all say the same. */
const shown = new WeakMap<IExecuteFunctions, Set<string>>();

/** Shows a hint above the output of this run, once however many items have reason to. */
export function hintOnce(
	context: IExecuteFunctions,
	message: string,
	type: NodeExecutionHint['type'] = 'info',
): void {
	const before = shown.get(context) ?? new Set();
	if (before.has(message)) return;
	shown.set(context, before.add(message));
	context.addExecutionHints({ message, type, location: 'outputPane' });
}
