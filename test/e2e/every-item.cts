import { z } from 'zod';
import { until } from '../n8n/until.cjs';
import type { N8nClient } from '../n8n/rest.cjs';

/** An n8n that somebody is logged in to. */
interface Place {
	/** Without a slash at the end. */
	n8nUrl: string;
	client: N8nClient;
}

const output = z.object({
	data: z.object({ main: z.array(z.array(z.object({ json: z.record(z.unknown()) })).nullable()) }),
});
const page = z.object({
	data: z.array(
		z.object({
			status: z.string(),
			data: z.object({
				resultData: z.object({ runData: z.record(z.array(output.partial())) }),
			}),
		}),
	),
	nextCursor: z.string().nullable(),
});

/** What came of a workflow. */
export interface AllRuns {
	runs: number;
	/** How many of them were not a success. */
	failed: number;
	/** What the node handed on in all of them, in no order to rely on. */
	items: Array<Record<string, unknown>>;
}

/** The most runs that n8n's public API gives at a time. */
const PAGE = 250;

/**
 * Waits until there are enough runs of the workflow and none has begun or gone on for a second.
 *
 * @throws Error when that does not come about within two minutes
 */
async function untilQuiet({ client }: Place, workflowId: string, atLeast: number): Promise<void> {
	let looks = 0;
	let before = -1;
	const quiet = await until(
		async () => {
			const { count, results } = await client.executions(workflowId);
			const ended = results.every(({ status }) => status !== 'new' && status !== 'running');
			looks = ended && count >= atLeast && count === before ? looks + 1 : 0;
			before = count;
			return looks === 4;
		},
		120_000,
		250,
	);
	if (quiet !== true) throw new Error(`The runs of workflow ${workflowId} do not come to an end`);
}

/**
 * Waits until all is quiet and reads what a node has handed on in every run of the workflow, in a
 * few requests even for thousands of runs.
 *
 * @param atLeast so many runs there have to be: n8n may take longer than a second to begin one
 */
export async function everyItem(
	place: Place,
	workflowId: string,
	nodeName: string,
	atLeast = 0,
): Promise<AllRuns> {
	await untilQuiet(place, workflowId, atLeast);
	const key = await place.client.apiKey();
	const all: AllRuns = { runs: 0, failed: 0, items: [] };
	let cursor: string | null = '';
	while (cursor !== null) {
		const query = new URLSearchParams({ workflowId, includeData: 'true', limit: String(PAGE) });
		if (cursor !== '') query.set('cursor', cursor);
		const response: Response = await fetch(
			`${place.n8nUrl}/api/v1/executions?${query.toString()}`,
			{
				headers: { 'x-n8n-api-key': key },
			},
		);
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n does not list its runs (${response.status}): ${text}`);
		const { data, nextCursor } = page.parse(JSON.parse(text));
		all.runs += data.length;
		all.failed += data.filter(({ status }) => status !== 'success').length;
		for (const { resultData } of data.map(({ data }) => data)) {
			const last = resultData.runData[nodeName]?.at(-1);
			all.items.push(...(last?.data?.main[0] ?? []).map(({ json }) => json));
		}
		cursor = nextCursor;
	}
	return all;
}
