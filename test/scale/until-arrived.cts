import type { Stage } from '../../bench/stage.cjs';
import { until } from '../n8n/until.cjs';

const DEADLINE_MS = 120_000;

/** Waits until the API has taken so many uploads. */
export async function untilArrived({ standIn }: Stage, count: number): Promise<void> {
	const arrived = await until(
		async () => (await standIn.arrived()).videos.length >= count,
		DEADLINE_MS,
	);
	if (arrived !== true) throw new Error(`Fewer than ${count} uploads have arrived`);
}
