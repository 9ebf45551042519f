import { parse } from 'flatted';
import { z } from 'zod';
import type { FreshN8n } from './stage.cjs';

const answer = z.object({ data: z.object({ data: z.string() }) });
const record = z.object({
	resultData: z.object({ runData: z.record(z.array(z.object({ executionTime: z.number() }))) }),
});

/**
 * How long a node of an ended execution ran, as n8n's editor shows it: without the nodes before it.
 *
 * @returns milliseconds
 */
export async function nodeTime(
	{ process: { url }, client }: FreshN8n,
	executionId: string,
	nodeName: string,
): Promise<number> {
	const response = await fetch(`${url}/rest/executions/${executionId}`, {
		headers: { 'browser-id': 'local', cookie: client.session },
	});
	const { data } = answer.parse(await response.json()).data;
	const [run] = record.parse(parse(data)).resultData.runData[nodeName] ?? [];
	if (!run) throw new Error(`${nodeName} did not run`);
	return run.executionTime;
}
