import type { Setup } from './results.cjs';
import { GIGABYTE, KILOBYTE, MEGABYTE } from './units.cjs';

/** How much is measured. Sizes in bytes. */
export interface Extent {
	/**
	 * Each size in this many processes with each sender, and in each so often again: what takes less
	 * than a second takes half as long or twice from one time to the next.
	 */
	largeFiles: Array<{ bytes: number; rounds: number; repeats?: number }>;
	/** The API takes `perSecond` uploads a second. */
	manyFiles: { files: number; bytes: number; perSecond: number };
	slowLink: {
		files: number;
		bytes: number;
		latencyMs: number;
		megabits: number;
		concurrency: number[];
	};
	load: { rounds: number };
	trigger: { callbacks: number; parallel: number; rounds: Record<Setup, number> };
	/** The API takes `perSecond` uploads a second. */
	crowd: { executions: number; perSecond: number };
	/** With each of these numbers of Unique IDs at each of these numbers of reads a second. */
	flood: { forged: number; parallel: number; uniqueIds: number[]; perSecond: number[] };
	/** The API takes `perSecond` reads a second. */
	burst: { callbacks: number; uniqueIds: number; perSecond: number };
	/** Their videos are indexed one by one between these times after all sleep. */
	sleepers: { sleepers: number; indexedFromMs: number; indexedToMs: number };
	/** The API takes `perSecond` uploads a second, and so many requests for pages. */
	byHand: {
		perSecond: number;
		pages: { videos: number; perSecond: number };
		ids: number;
		callbacks: number;
		/** After which a workflow counts as one that does not end. */
		seconds: number;
	};
}

/** What `bench/results.json` is made of. */
export const full: Extent = {
	largeFiles: [
		{ bytes: 100 * MEGABYTE, rounds: 5, repeats: 7 },
		{ bytes: GIGABYTE, rounds: 2 },
		{ bytes: 3 * GIGABYTE, rounds: 3 },
	],
	manyFiles: { files: 200, bytes: 200 * KILOBYTE, perSecond: 2 },
	slowLink: {
		files: 50,
		bytes: 5 * MEGABYTE,
		latencyMs: 20,
		megabits: 50,
		concurrency: [1, 4, 16],
	},
	load: { rounds: 20 },
	trigger: {
		callbacks: 1000,
		parallel: 50,
		rounds: { 'as it comes': 1, 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': 3 },
	},
	crowd: { executions: 200, perSecond: 1 },
	flood: { forged: 1000, parallel: 200, uniqueIds: [0, 6, 50], perSecond: [1, 5] },
	burst: { callbacks: 200, uniqueIds: 4, perSecond: 5 },
	sleepers: { sleepers: 100, indexedFromMs: 120_000, indexedToMs: 240_000 },
	byHand: {
		perSecond: 1,
		pages: { videos: 450, perSecond: 5 },
		ids: 10,
		callbacks: 10,
		seconds: 120,
	},
};

/** Enough to see that the benchmark itself works; its figures say nothing. */
export const quick: Extent = {
	largeFiles: [
		{ bytes: 10 * MEGABYTE, rounds: 2, repeats: 1 },
		{ bytes: 30 * MEGABYTE, rounds: 1 },
	],
	manyFiles: { files: 20, bytes: 200 * KILOBYTE, perSecond: 4 },
	slowLink: { files: 10, bytes: MEGABYTE, latencyMs: 20, megabits: 50, concurrency: [1, 4] },
	load: { rounds: 3 },
	trigger: {
		callbacks: 50,
		parallel: 10,
		rounds: { 'as it comes': 1, 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': 1 },
	},
	crowd: { executions: 10, perSecond: 1 },
	flood: { forged: 30, parallel: 10, uniqueIds: [0, 2], perSecond: [5] },
	burst: { callbacks: 20, uniqueIds: 2, perSecond: 5 },
	sleepers: { sleepers: 9, indexedFromMs: 2_000, indexedToMs: 5_000 },
	byHand: {
		perSecond: 5,
		pages: { videos: 150, perSecond: 5 },
		ids: 10,
		callbacks: 2,
		seconds: 30,
	},
};
