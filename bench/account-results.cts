import { z } from 'zod';

/** How many calls were answered with each HTTP status. */
const answers = z.record(z.number());
export type Answers = z.infer<typeof answers>;

/** What reached the API, and how much of it was refused for coming too fast. */
const traffic = { requests: z.number(), refused: z.number() };

export const crowd = z.object({
	executions: z.number(),
	/** Uploads that the API takes. */
	perSecond: z.number(),
	floorSeconds: z.number(),
	/** From the first start to the end of the last execution. */
	seconds: z.number(),
	...traffic,
	/** Different links that the API took, and how often it took one once more. */
	arrived: z.number(),
	doubled: z.number(),
	/** Executions that ended well with the video of their own link, and those that did not end well. */
	green: z.number(),
	red: z.number(),
	/** Starts that n8n was too busy for at first. */
	sentAgain: z.number(),
});
export type Crowd = z.infer<typeof crowd>;

/** What is measured wherever callbacks are sent to the trigger. */
const callbackFigures = z.object({
	/** Reads that the API takes. */
	perSecond: z.number(),
	/** Until all were answered. */
	seconds: z.number(),
	/** Of the slowest answer. */
	slowestSeconds: z.number(),
	answers,
	/** Callbacks that n8n itself was too busy for at first. */
	sentAgain: z.number(),
	/** Bytes by which n8n's peak resident memory grew. */
	memoryGrowth: z.number().optional(),
	...traffic,
});
export type CallbackFigures = z.infer<typeof callbackFigures>;

const floodRound = callbackFigures.extend({
	uniqueIds: z.number(),
	/** Runs that forged callbacks have started. */
	forgedRuns: z.number(),
	genuine: z.number(),
	/** Genuine ones that have started a run, and that were verified then. */
	genuineStarted: z.number(),
	genuineVerified: z.number(),
});
export type FloodRound = z.infer<typeof floodRound>;

export const flood = z.object({
	/** In each round. */
	forged: z.number(),
	/** At a time. */
	parallel: z.number(),
	rounds: z.array(floodRound),
});
export type Flood = z.infer<typeof flood>;

export const burst = callbackFigures.extend({
	callbacks: z.number(),
	uniqueIds: z.number(),
	/** Callbacks that no run, or more than one, came of. */
	lost: z.number(),
	doubled: z.number(),
	verified: z.number(),
});
export type Burst = z.infer<typeof burst>;

/** Which callback a sleeper gets: none, one before it sleeps, or the same twice at the same moment. */
export const sleeperKind = z.enum(['none', 'early', 'twice']);
export type SleeperKind = z.infer<typeof sleeperKind>;

const sleepersOfKind = z.object({
	kind: sleeperKind,
	sleepers: z.number(),
	/** Woken once, with their own video's number, indexed. */
	right: z.number(),
	/** To their callbacks. */
	answers,
	/** Median, from the check before the sleep to the one that ended it. */
	sleptSeconds: z.number(),
	/** Requests of their checks, and how often they were to be looked after while they slept. */
	requests: z.number(),
	beats: z.number(),
});
export type SleepersOfKind = z.infer<typeof sleepersOfKind>;

export const sleepers = z.object({
	sleepers: z.number(),
	/** Executions that did not end well. */
	red: z.number(),
	/** Of all, but their uploads. */
	requests: z.number(),
	/** How often they were to be looked after while they slept, and how often one is in an hour of sleep. */
	beats: z.number(),
	beatsPerHour: z.number(),
	kinds: z.array(sleepersOfKind),
});
export type Sleepers = z.infer<typeof sleepers>;

/**
 * Requests of one sleeper in an hour: as many for each beat as were measured, the checks before the
 * sleep and those of callbacks among them, times the beats of an hour.
 */
export function requestsPerHour({ requests, beats, beatsPerHour }: Sleepers): number {
	return (requests / beats) * beatsPerHour;
}
