import {
	type Burst,
	type Crowd,
	type Flood,
	requestsPerHour,
	type Sleepers,
} from './account-results.cjs';
import { formatAnswers } from './account-tables.cjs';
import type { Results } from './results.cjs';
import { asMarkdown } from './table.cjs';
import { formatSeconds, sum } from './units.cjs';

function crowdText({ executions, perSecond, ...crowd }: Crowd): string {
	return `${executions} executions at once, one upload each, on an account that takes ${perSecond} per second: ${crowd.arrived} arrived, ${crowd.doubled} of them twice, and ${crowd.green} executions ended green, after ${formatSeconds(crowd.seconds)}; ${formatSeconds(crowd.floorSeconds)} is the least possible. For coming too fast, the API refused ${crowd.refused}.`;
}

function burstText({ callbacks, uniqueIds, perSecond, ...burst }: Burst): string {
	return `${callbacks} callbacks at once, about videos in ${uniqueIds} Unique IDs, on an account that takes ${perSecond} reads per second: ${burst.lost} were lost, ${burst.doubled} came twice, ${burst.verified} were verified. The slowest answer took ${formatSeconds(burst.slowestSeconds)}.`;
}

function floodText({ forged, parallel, rounds }: Flood): string {
	const table = asMarkdown({
		head: [
			`${forged} forged callbacks, ${parallel} at a time, to an account with`,
			'Runs of forged ones',
			'Genuine ones that started',
			'Of these verified',
			'Answers',
			'Slowest answer',
		],
		rows: rounds.map((round) => [
			`${round.uniqueIds} Unique IDs, ${round.perSecond} reads per second`,
			String(round.forgedRuns),
			`${round.genuineStarted} of ${round.genuine}`,
			String(round.genuineVerified),
			formatAnswers(round.answers),
			formatSeconds(round.slowestSeconds),
		]),
	});
	return `${table}

A forged callback is one about a video that does not exist. Among them were genuine ones: of a video in the default namespace, and of one in the last Unique ID. If Unverified was left at its default, to start the workflow; n8n ran with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true.`;
}

/** What stands in the table for each kind of sleeper. */
const GETS = {
	none: 'None',
	early: 'One, before the sleep began',
	twice: 'The same twice, when indexed',
};

function sleepersText(measured: Sleepers): string {
	const { sleepers, red, requests, beats, beatsPerHour, kinds } = measured;
	const table = asMarkdown({
		head: [
			`${sleepers} executions asleep, callbacks`,
			'Executions',
			'Woke with their video',
			'Slept',
			'Requests each',
		],
		rows: kinds.map((kind) => [
			GETS[kind.kind],
			String(kind.sleepers),
			String(kind.right),
			formatSeconds(kind.sleptSeconds),
			(kind.requests / kind.sleepers).toFixed(1),
		]),
	});
	const right = sum(kinds.map((kind) => kind.right));
	return `${table}

Of ${sleepers}, ${right} woke with the number of their own video, indexed, and ${red} ended red. Times are medians. That is ${requestsPerHour(measured).toFixed(1)} requests per sleeper and hour: there were ${requests} requests in a time in which n8n looks ${beats} times by itself, and in an hour it looks ${beatsPerHour} times.`;
}

/** The part of the document about many who share one account: a paragraph or table for each that was measured. */
export function accountFigures({ crowd, flood, burst, sleepers }: Results): string[] {
	return [
		...(crowd ? [crowdText(crowd)] : []),
		...(burst ? [burstText(burst)] : []),
		...(flood ? [floodText(flood)] : []),
		...(sleepers ? [sleepersText(sleepers)] : []),
	];
}
