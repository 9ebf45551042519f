import type { Json } from '../transport/json';
import { textOf } from '../transport/json';

/** @returns a time within a video, in seconds; `undefined` where the reply has none, or "null" */
export function secondsOf(value: Json | undefined): number | undefined {
	const seconds = Number(textOf(value) ?? NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
