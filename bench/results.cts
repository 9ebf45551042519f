import { z } from 'zod';
import { burst, crowd, flood, sleepers } from './account-results.cjs';
import { byHand } from './by-hand-results.cjs';

/** Who uploads a large file. */
export const sender = z.enum(['Memories.ai node', 'HTTP Request node', 'curl']);
export type Sender = z.infer<typeof sender>;

const largeFileRun = z.object({
	/** Of the node alone, or of curl; one per upload. */
	seconds: z.array(z.number()),
	/** Bytes by which n8n's peak resident memory grew with the first upload. */
	memoryGrowth: z.number().optional(),
	failure: z.string().optional(),
	requests: z.number(),
	bytesArrived: z.number(),
});
export type LargeFileRun = z.infer<typeof largeFileRun>;

const largeFile = z.object({
	bytes: z.number(),
	sender,
	/** Medians of the runs that came to their end. */
	seconds: z.number().optional(),
	memoryGrowth: z.number().optional(),
	runs: z.array(largeFileRun),
});
export type LargeFile = z.infer<typeof largeFile>;

const manyFilesRun = z.object({
	sender: z.string(),
	seconds: z.number().optional(),
	failure: z.string().optional(),
	requests: z.number(),
	/** Different files that the API took, and how often it took one once more. */
	arrived: z.number(),
	doubled: z.number(),
	/** Items by what n8n showed and what became of them; `missing` came out nowhere. */
	greenArrived: z.number(),
	greenFailed: z.number(),
	red: z.number(),
	missing: z.number(),
});
export type ManyFilesRun = z.infer<typeof manyFilesRun>;

const manyFiles = z.object({
	files: z.number(),
	bytes: z.number(),
	perSecond: z.number(),
	floorSeconds: z.number(),
	runs: z.array(manyFilesRun),
});
export type ManyFiles = z.infer<typeof manyFiles>;

const slowLinkRun = z.object({
	concurrency: z.number(),
	seconds: z.number().optional(),
	memoryGrowth: z.number().optional(),
	failure: z.string().optional(),
	requests: z.number(),
	arrived: z.number(),
});
export type SlowLinkRun = z.infer<typeof slowLinkRun>;

const slowLink = z.object({
	files: z.number(),
	bytes: z.number(),
	latencyMs: z.number(),
	megabits: z.number(),
	/** What the line itself needs for the bytes of the files. */
	floorSeconds: z.number(),
	runs: z.array(slowLinkRun),
});
export type SlowLink = z.infer<typeof slowLink>;

const load = z.object({
	/** Medians. `n8n-workflow` is what the nodes import and n8n itself has loaded before them. */
	workflowMilliseconds: z.number(),
	nodesMilliseconds: z.number(),
	runs: z.array(z.object({ workflowMilliseconds: z.number(), nodesMilliseconds: z.number() })),
	/** Of the tarball, and of what it unpacks to. */
	packedBytes: z.number(),
	unpackedBytes: z.number(),
	files: z.number(),
});
export type Load = z.infer<typeof load>;

/** How n8n is set up: without any setting, or to build a sandbox for expressions where one needs it. */
export const setup = z.enum(['as it comes', 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true']);
export type Setup = z.infer<typeof setup>;

/** What n8n receives callbacks with. */
export const receiver = z.enum([
	'Webhook node',
	'Webhook node with an expression',
	'Memories.ai Trigger',
	'Memories.ai Trigger, not verifying',
]);
export type Receiver = z.infer<typeof receiver>;

const triggerRound = z.object({
	/** Until all were answered. */
	seconds: z.number(),
	accepted: z.number(),
	/** Callbacks that no run, or more than one, came of. */
	lost: z.number(),
	doubled: z.number(),
});
export type TriggerRound = z.infer<typeof triggerRound>;

const trigger = z.object({
	callbacks: z.number(),
	/** At a time. */
	parallel: z.number(),
	receivers: z.array(
		z.object({
			setup,
			receiver,
			/** Median of the rounds. */
			perSecond: z.number(),
			rounds: z.array(triggerRound),
		}),
	),
});
export type Trigger = z.infer<typeof trigger>;

/** The trigger's rate to that of another receiver. */
export function triggerRatio(trigger: Trigger, setup: Setup, other: Receiver): number {
	return rateOf(trigger, setup, 'Memories.ai Trigger') / rateOf(trigger, setup, other);
}

/** Callbacks per second; NaN where it was not measured. */
export function rateOf({ receivers }: Trigger, setup: Setup, receiver: Receiver): number {
	const one = receivers.find((row) => row.setup === setup && row.receiver === receiver);
	return one?.perSecond ?? NaN;
}

/** Something that has to hold. */
const bar = z.object({
	name: z.string(),
	/** What was measured, and the limit. */
	figures: z.string(),
	holds: z.boolean(),
});
export type Bar = z.infer<typeof bar>;

/** What can be measured, by the names that `--only` takes. */
export const measurements = z.object({
	many: manyFiles.optional(),
	link: slowLink.optional(),
	files: z.array(largeFile).optional(),
	load: load.optional(),
	trigger: trigger.optional(),
	crowd: crowd.optional(),
	flood: flood.optional(),
	burst: burst.optional(),
	sleepers: sleepers.optional(),
	byHand: byHand.optional(),
});
export type Measurements = z.infer<typeof measurements>;
export type Name = keyof Measurements;
export const names = measurements.keyof().options;

/** The content of `results.json`: a run of everything there was to measure at the time. */
export const results = z
	.object({
		/** Day of the run. */
		date: z.string(),
		machine: z.object({
			cpu: z.string(),
			cores: z.number(),
			memoryBytes: z.number(),
			system: z.string(),
		}),
		versions: z.object({
			package: z.string(),
			n8n: z.string(),
			/** The Node.js that n8n runs under. */
			node: z.string(),
			curl: z.string(),
		}),
		bars: z.array(bar),
	})
	.merge(measurements.required({ many: true, link: true, files: true, load: true, trigger: true }));
export type Results = z.infer<typeof results>;
