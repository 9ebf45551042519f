import { refuse } from '../../replies.cjs';
import type { Schema } from '../../schema.cjs';
import type { Settings } from '../../settings.cjs';

/** What every search by words takes. */
export interface SearchedWords {
	search_param: string;
	search_type?: string;
	top_k?: number;
	filtering_level?: 'low' | 'medium' | 'high';
}

export const searchParam: Schema = { type: 'string', minLength: 1 };

/** [OpenAPI] Of every search but that of captions. */
const DEFAULT_TOP = 100;

/** [OpenAPI] */
const LEAST_SCORE = { low: 0.15, medium: 0.225, high: 0.4 };

/** Where all is found: nobody knows how well it fits. */
const UNKNOWN_SCORE = 0.5;

/** Something found, and how well it fits, from 0 to 1. */
export interface Scored<T> {
	found: T;
	score: number;
}

/**
 * Finds by words alone: what is seen or said nobody knows here.
 * @param wordsOf what a thing is called
 * @returns the things that share words with the query; how many of its words is the score. Best first.
 */
export function findByWords<T>(
	things: T[],
	wordsOf: (thing: T) => string[],
	{ search_param, filtering_level, top_k = DEFAULT_TOP }: SearchedWords,
	{ searchFinds }: Settings,
): Scored<T>[] {
	const asked = search_param.toLowerCase().split(/\s+/).filter(Boolean);
	const least = filtering_level === undefined ? 0 : LEAST_SCORE[filtering_level];
	return things
		.map((found) => {
			const words = new Set(wordsOf(found).flatMap((word) => word.toLowerCase().split(/\s+/)));
			const share = asked.filter((word) => words.has(word)).length / asked.length;
			return { found, score: searchFinds === 'all' ? Math.max(share, UNKNOWN_SCORE) : share };
		})
		.filter(({ score }) => score > 0 && score >= least)
		.sort((a, b) => b.score - a.score)
		.slice(0, top_k);
}

/** Finds by an image nobody looks at: the first thing is like it, each further one half as much. */
export function findSimilar<T>(things: T[], least: number): Scored<T>[] {
	return things
		.map((found, rank) => ({ found, score: 1 / 2 ** rank }))
		.filter(({ score }) => score >= least);
}

/** @throws {Refusal} where the most for captions is passed, which the schema does not say */
export function fewCaptions({ search_type, top_k = 0 }: SearchedWords): void {
	if (search_type === 'BY_CAPTION' && top_k > 200) refuse('top_k must be at most 200.');
}
