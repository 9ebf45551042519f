import { onArrival } from '../sandbox/arrivals.cjs';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { deviationsOf } from './deviations.cjs';

/**
 * Whatever a test is about: every request that a sandbox receives meanwhile is one that the vendor's
 * OpenAPI file describes. Jest runs this for each test file; no test has to think of it.
 */
const arrived: RequestRecord[] = [];

const stop = onArrival((record) => {
	arrived.push(record);
});

/** Leaves out what has arrived in a test until now: the vendor's file cannot describe it. */
export function exemptRequests(): void {
	arrived.length = 0;
}

afterEach(() => {
	const deviations = arrived.splice(0).flatMap((record) => deviationsOf(record));
	expect([...new Set(deviations)]).toEqual([]);
});
afterAll(stop);
