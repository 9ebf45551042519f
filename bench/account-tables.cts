import {
	type Answers,
	type Burst,
	type Crowd,
	type Flood,
	requestsPerHour,
	type Sleepers,
} from './account-results.cjs';
import type { Measurements } from './results.cjs';
import { NONE, type Table } from './table.cjs';
import { formatSeconds, formatSize } from './units.cjs';

const size = (bytes: number | undefined) => (bytes === undefined ? NONE : formatSize(bytes));

/** For a person: `997 x 403, 3 x 200`, the most frequent first. */
export function formatAnswers(answers: Answers): string {
	const counts = Object.entries(answers).sort(([, a], [, b]) => b - a);
	return counts.map(([status, count]) => `${count} x ${status}`).join(', ') || NONE;
}

function crowdTable(crowd: Crowd): Table {
	const { executions, perSecond, floorSeconds, seconds } = crowd;
	return {
		title: `${executions} executions at once, one upload each; the API takes ${perSecond} per second (at least ${formatSeconds(floorSeconds)})`,
		head: [
			'Arrived',
			'Doubled',
			'Green',
			'Red',
			'Time',
			'Time / least',
			'Requests',
			'Refused',
			'Sent again',
		],
		rows: [
			[
				String(crowd.arrived),
				String(crowd.doubled),
				String(crowd.green),
				String(crowd.red),
				formatSeconds(seconds),
				(seconds / floorSeconds).toFixed(2),
				String(crowd.requests),
				String(crowd.refused),
				String(crowd.sentAgain),
			],
		],
	};
}

function floodTable({ forged, parallel, rounds }: Flood): Table {
	return {
		title: `${forged} forged callbacks, ${parallel} at a time, and genuine ones among them`,
		head: [
			'Unique IDs',
			'Reads per second',
			'Forged runs',
			'Genuine',
			'Started',
			'Verified',
			'Answers',
			'Slowest answer',
			'Time',
			'Memory growth',
			'Requests',
			'Refused',
			'Sent again',
		],
		rows: rounds.map((round) => [
			String(round.uniqueIds),
			String(round.perSecond),
			String(round.forgedRuns),
			String(round.genuine),
			String(round.genuineStarted),
			String(round.genuineVerified),
			formatAnswers(round.answers),
			formatSeconds(round.slowestSeconds),
			formatSeconds(round.seconds),
			size(round.memoryGrowth),
			String(round.requests),
			String(round.refused),
			String(round.sentAgain),
		]),
	};
}

function burstTable(burst: Burst): Table {
	const { callbacks, uniqueIds, perSecond } = burst;
	return {
		title: `${callbacks} callbacks at once, of videos in ${uniqueIds} Unique IDs; the API takes ${perSecond} reads per second`,
		head: [
			'Lost',
			'Doubled',
			'Verified',
			'Answers',
			'Slowest answer',
			'Time',
			'Memory growth',
			'Requests',
			'Refused',
			'Sent again',
		],
		rows: [
			[
				String(burst.lost),
				String(burst.doubled),
				String(burst.verified),
				formatAnswers(burst.answers),
				formatSeconds(burst.slowestSeconds),
				formatSeconds(burst.seconds),
				size(burst.memoryGrowth),
				String(burst.requests),
				String(burst.refused),
				String(burst.sentAgain),
			],
		],
	};
}

function sleepersTable(measured: Sleepers): Table {
	const { sleepers, red, requests, beats, beatsPerHour, kinds } = measured;
	const perSleeper = (total: number, count: number) => (total / count).toFixed(1);
	return {
		title: `${sleepers} sleepers, ${red} red; ${requestsPerHour(measured).toFixed(1)} requests per sleeper and hour: ${requests} requests / ${beats} beats within the time slept x ${beatsPerHour} beats in an hour`,
		head: [
			'Callbacks',
			'Sleepers',
			'Woken right',
			'Slept (median)',
			'Requests per sleeper',
			'Beats per sleeper',
			'Callbacks answered',
		],
		rows: kinds.map((kind) => [
			kind.kind,
			String(kind.sleepers),
			String(kind.right),
			formatSeconds(kind.sleptSeconds),
			perSleeper(kind.requests, kind.sleepers),
			perSleeper(kind.beats, kind.sleepers),
			formatAnswers(kind.answers),
		]),
	};
}

/** What was measured where many share one account, as tables. */
export function accountTables({ crowd, flood, burst, sleepers }: Measurements): Table[] {
	return [
		...(crowd ? [crowdTable(crowd)] : []),
		...(flood ? [floodTable(flood)] : []),
		...(burst ? [burstTable(burst)] : []),
		...(sleepers ? [sleepersTable(sleepers)] : []),
	];
}
