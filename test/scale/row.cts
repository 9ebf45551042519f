import type { ScalePlace } from './bring-place.cjs';

/** How much of a row is run: `small` shows that it holds at all, in a few minutes for all rows. */
export type Form = 'full' | 'small';

/** What came of one row. */
export interface Outcome {
	/** What n8n was given to do and has taken. */
	taken: number;
	/** Of them, what nobody hears of again: neither done, nor on record as failed. */
	lost: number;
	/** What was done more often than once. */
	doubled: number;
	seconds: number;
	/** What else has to hold, where something has. */
	holds?: boolean;
	/** Figures that differ from one run to the next, as a line for a person. */
	figures: string;
}

/** One thing that has to be right however many processes n8n consists of. */
export interface Row {
	/** What `--only` takes. */
	id: string;
	/** What is done, for a person. */
	title: string;
	/** How often. */
	counts: Record<Form, number>;
	/** Settings of n8n that only this row needs: it then has an n8n of its own. */
	settings?: Record<string, string>;
	/** Leaves n8n as it was: as many processes, none of them busy. */
	run(place: ScalePlace, count: number): Promise<Outcome>;
}

/** Whether nothing was lost, nothing doubled, and what else has to hold holds. */
export function isRight({ lost, doubled, holds = true }: Outcome): boolean {
	return lost === 0 && doubled === 0 && holds;
}
