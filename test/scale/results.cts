import { z } from 'zod';
import { results as benchResults, sender } from '../../bench/results.cjs';

const outcome = z.object({
	id: z.string(),
	title: z.string(),
	taken: z.number(),
	lost: z.number(),
	doubled: z.number(),
	seconds: z.number(),
	holds: z.boolean(),
	figures: z.string(),
});
export type RowResult = z.infer<typeof outcome>;

const memory = z.object({
	/** n8n's `N8N_DEFAULT_BINARY_DATA_MODE`. */
	mode: z.string(),
	bytes: z.number(),
	sender,
	/** Bytes by which the worker's peak resident memory grew. */
	growth: z.number().optional(),
	failure: z.string().optional(),
});
export type MemoryResult = z.infer<typeof memory>;

/** The content of `results.json`: the last run at full size, and the last measurement of memory. */
export const results = benchResults.pick({ date: true, machine: true, versions: true }).extend({
	rows: z.array(outcome),
	memory: z.array(memory),
});
export type Results = z.infer<typeof results>;
