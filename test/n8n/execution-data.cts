import { parse } from 'flatted';
import { z } from 'zod';

const item = z
	.object({
		json: z.record(z.unknown()),
		binary: z.record(z.unknown()).optional(),
		error: z.unknown(),
	})
	.passthrough();
/** One n8n item as an execution record holds it. */
export type RecordedItem = z.infer<typeof item>;

const failure = z.object({ message: z.string(), description: z.string().nullish() }).passthrough();

const record = z.object({
	resultData: z.object({
		lastNodeExecuted: z.string().optional(),
		// Missing while a run by hand waits for a worker.
		runData: z
			.record(
				z.array(
					z.object({
						data: z.object({ main: z.array(z.array(item).nullable()).optional() }).optional(),
						error: failure.optional(),
						executionTime: z.number().optional(),
					}),
				),
			)
			.default({}),
		error: failure.optional(),
	}),
});

const NOTHING_YET = { resultData: {} };

/** What an execution recorded. */
export interface RunData {
	/** Message of the failure that ended the execution, where one did. */
	error: z.infer<typeof failure> | undefined;
	/** Items that the node handed on in its last run, by the number of the output; none where it did not run. */
	output(nodeName: string, index?: number): RecordedItem[];
	/** Whether this is the record of an execution that has ended; n8n 1 saves it after the status. */
	complete: boolean;
	/** First output of the node that ran last. */
	last(): RecordedItem[];
	/** Milliseconds of the node's last run, without the nodes before it; undefined where it did not run. */
	executionTime(nodeName: string): number | undefined;
	/** Whether the node ran at all. */
	ran(nodeName: string): boolean;
}

/**
 * Reads the `data` of an execution record, which n8n stores in the format of the `flatted` package.
 * Until the first node has run there is none.
 */
export function decodeRun(data: string): RunData {
	const { runData, error, lastNodeExecuted } = record.parse(parse(data) ?? NOTHING_YET).resultData;
	const output = (nodeName: string, index = 0) =>
		runData[nodeName]?.at(-1)?.data?.main?.[index] ?? [];
	return {
		error,
		complete:
			lastNodeExecuted === undefined
				? error !== undefined
				: // What is saved when a sleeping execution wakes names a node without a run.
					(runData[lastNodeExecuted] ?? []).length > 0,
		output,
		last: () => (lastNodeExecuted === undefined ? [] : output(lastNodeExecuted)),
		executionTime: (nodeName) => runData[nodeName]?.at(-1)?.executionTime,
		ran: (nodeName) => nodeName in runData,
	};
}
