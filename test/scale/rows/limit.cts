import { benchCrowd } from '../../../bench/crowd.cjs';
import type { Row } from '../row.cjs';

const PER_SECOND = 1;
/** Of the least time that there can be, and of all requests. */
const LONGEST = 1.25;
const MOST_REFUSED = 0.2;

/** The workers share an account whose limit none of them is told. */
export const limit: Row = {
	id: 'limit',
	title: `Executions at once on an account that takes ${PER_SECOND} upload a second`,
	counts: { full: 200, small: 10 },
	async run({ stage }, count) {
		const crowd = await benchCrowd(stage, { executions: count, perSecond: PER_SECOND }, () => {});
		const times = crowd.seconds / crowd.floorSeconds;
		const refused = crowd.refused / crowd.requests;
		return {
			taken: count,
			lost: count - crowd.green,
			doubled: crowd.doubled,
			seconds: crowd.seconds,
			// A few executions are over before the workers know of each other.
			holds: count < 100 || (times <= LONGEST && refused <= MOST_REFUSED),
			figures: `${times.toFixed(2)} times the least time, ${crowd.refused} of ${crowd.requests} requests refused`,
		};
	},
};
