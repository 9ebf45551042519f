import { inParallel } from '../test/e2e/in-parallel.cjs';
import { uploadLink } from '../test/sandbox/remote.cjs';
import type { Burst } from './account-results.cjs';
import type { Extent } from './extent.cjs';
import type { Stage } from './stage.cjs';
import { callTrigger } from './trigger-calls.cjs';

/** Lanes in which the videos are brought in. */
const LANES = 10;

/**
 * Sends many genuine callbacks at once, about videos in several Unique IDs, on an account that takes
 * so many reads a second.
 *
 * @param tell takes a line on how far it is
 */
export async function benchBurst(
	stage: Stage,
	{ callbacks, uniqueIds, perSecond }: Extent['burst'],
	tell: (line: string) => void,
): Promise<Burst> {
	tell(`${callbacks} callbacks at once, of videos in ${uniqueIds} Unique IDs`);
	let numbers: string[] = [];
	const { figures, started } = await callTrigger(stage, {
		setup: 'as it comes',
		async videos(standIn) {
			numbers = await inParallel(LANES, Array.from({ length: callbacks }), (_, at) =>
				uploadLink(standIn, `project-${at % uniqueIds}`),
			);
			return numbers;
		},
		parallel: callbacks,
		perSecond,
	});
	const own = numbers.map((videoNo) => started.filter((run) => run.videoNo === videoNo));
	return {
		callbacks,
		uniqueIds,
		...figures,
		lost: own.filter(({ length }) => length === 0).length,
		doubled: own.filter(({ length }) => length > 1).length,
		verified: own.filter((runs) => runs.some(({ verified }) => verified)).length,
	};
}
