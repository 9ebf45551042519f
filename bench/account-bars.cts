import {
	type Burst,
	type Crowd,
	type Flood,
	requestsPerHour,
	type Sleepers,
} from './account-results.cjs';
import type { Bar, Measurements } from './results.cjs';
import { formatSeconds, sum } from './units.cjs';

const CROWD_TIME_RATIO = 1.05;
const CROWD_REFUSED = 2;
const SLEEPER_REQUESTS = 20;

function crowdBars(crowd: Crowd): Bar[] {
	const { executions, arrived, doubled, green, floorSeconds, seconds, refused } = crowd;
	const ratio = seconds / floorSeconds;
	return [
		{
			name: `Of ${executions} executions at once all uploads arrive once and are green`,
			figures: `${arrived} arrived, ${doubled} doubled, ${green} green`,
			holds: arrived === executions && doubled === 0 && green === executions,
		},
		{
			name: `Time for ${executions} executions at once to the least possible, ${formatSeconds(floorSeconds)}`,
			figures: `${ratio.toFixed(2)} times, at most ${CROWD_TIME_RATIO}`,
			holds: ratio <= CROWD_TIME_RATIO,
		},
		{
			name: `Refused of ${executions} executions at once`,
			figures: `${refused}, at most ${CROWD_REFUSED}`,
			holds: refused <= CROWD_REFUSED,
		},
	];
}

function floodBars({ forged, rounds }: Flood): Bar[] {
	return [
		...rounds.map(({ uniqueIds, perSecond, forgedRuns }) => ({
			name: `Runs of ${forged} forged callbacks, ${uniqueIds} Unique IDs, ${perSecond} reads per second`,
			figures: `${forgedRuns}, at most 0`,
			holds: forgedRuns === 0,
		})),
		{
			name: 'Genuine callbacks among the forged that have started a run, verified or not',
			figures: `${sum(rounds.map((round) => round.genuineStarted))} of ${sum(rounds.map((round) => round.genuine))}`,
			holds: rounds.every((round) => round.genuineStarted === round.genuine),
		},
	];
}

function burstBars({ callbacks, lost, doubled, verified }: Burst): Bar[] {
	return [
		{
			name: `Of ${callbacks} callbacks at once none is lost or doubled`,
			figures: `${lost} lost, ${doubled} doubled`,
			holds: lost === 0 && doubled === 0,
		},
		{
			name: `Of ${callbacks} callbacks at once all are verified`,
			figures: String(verified),
			holds: verified === callbacks,
		},
	];
}

function sleeperBars(measured: Sleepers): Bar[] {
	const { sleepers, red, kinds } = measured;
	const right = sum(kinds.map((kind) => kind.right));
	const perHour = requestsPerHour(measured);
	return [
		{
			name: `Of ${sleepers} sleepers all wake with their own video, indexed`,
			figures: `${right}, and ${red} red`,
			holds: right === sleepers && red === 0,
		},
		{
			name: 'Requests per sleeper and hour',
			figures: `${perHour.toFixed(1)}, less than ${SLEEPER_REQUESTS}`,
			holds: perHour < SLEEPER_REQUESTS,
		},
	];
}

/** What has to hold where many share one account. */
export function accountBars({ crowd, flood, burst, sleepers }: Measurements): Bar[] {
	return [
		...(crowd ? crowdBars(crowd) : []),
		...(flood ? floodBars(flood) : []),
		...(burst ? burstBars(burst) : []),
		...(sleepers ? sleeperBars(sleepers) : []),
	];
}
