import { z } from 'zod';
import { sleeperKind, type Sleepers, type SleepersOfKind } from './account-results.cjs';
import { beatsWithin } from './beats.cjs';
import { countStatuses } from './call-until-taken.cjs';
import type { Extent } from './extent.cjs';
import { ENDED, runsOf, untilCount } from './n8n-runs.cjs';
import { indexAll, type Sleeper, startSleepers, uploadsAt } from './sleeping.cjs';
import type { Stage } from './stage.cjs';
import type { StandInRequest } from './stand-in.cjs';
import { median, sum } from './units.cjs';
import { linksOf, RESULT, uploadsByLink } from './uploads-by-link.cjs';

const HOUR_SECONDS = 3600;
/** No video is indexed by itself meanwhile. */
const NEVER_MS = 24 * HOUR_SECONDS * 1000;
const ASLEEP_DEADLINE_MS = 180_000;
/** From the last indexing on; the beat that shows it comes within 4 minutes. */
const AWAKE_DEADLINE_MS = 600_000;
/** So fast that all fall asleep at about the same time. */
const REQUESTS_PER_SECOND = 100;

const result = z.object({ link: z.string(), videoNo: z.string(), status: z.string() });
type Result = z.infer<typeof result>;
const listed = z.object({ video_nos: z.array(z.string()) });

/** A sleeper, the number of its video, what its execution put out, and the checks of its video. */
interface Slept extends Sleeper {
	videoNo: string | undefined;
	results: Result[];
	checks: StandInRequest[];
}

function isRight({ videoNo, results }: Slept): boolean {
	const [own] = results;
	return results.length === 1 && own?.videoNo === videoNo && own?.status === 'PARSE';
}

/** From the check before the sleep to the one that ended it. */
function sleptSeconds({ link, checks }: Slept): number {
	const ends = checks.flatMap(({ endedAt }) => endedAt ?? []);
	if (ends.length === 0) throw new Error(`Nobody asked for the video of ${link}`);
	return (Math.max(...ends) - Math.min(...ends)) / 1000;
}

function isCheckOf(videoNo: string | undefined, { json }: StandInRequest): boolean {
	const { data } = listed.safeParse(json);
	return data !== undefined && videoNo !== undefined && data.video_nos.includes(videoNo);
}

function figuresOf(kind: SleepersOfKind['kind'], all: Slept[]): SleepersOfKind {
	const own = all.filter((sleeper) => sleeper.kind === kind);
	const slept = own.map(sleptSeconds);
	const answered = own.flatMap(({ statuses }) => statuses.map((status) => ({ status })));
	return {
		kind,
		sleepers: own.length,
		right: own.filter(isRight).length,
		answers: countStatuses(answered),
		sleptSeconds: median(slept),
		requests: sum(own.map(({ checks }) => checks.length)),
		beats: sum(slept.map(beatsWithin)),
	};
}

/**
 * Lets executions fall asleep over one upload each. Of some no callback comes, of some it comes before
 * they sleep and long before the video is indexed, of some it comes twice.
 *
 * @param tell takes a line on how far it is
 */
export async function benchSleepers(
	stage: Stage,
	extent: Extent['sleepers'],
	tell: (line: string) => void,
): Promise<Sleepers> {
	const { standIn } = stage;
	const kinds = sleeperKind.options;
	const sleepers = linksOf(extent.sleepers).flatMap((link, at): Sleeper[] => {
		const kind = kinds[at % kinds.length];
		return kind === undefined ? [] : [{ kind, link, statuses: [] }];
	});
	const count = sleepers.length;
	const n8n = await stage.freshN8n();
	try {
		const { url, workflow } = await uploadsByLink(n8n, stage, {
			waitFor: 'callback',
			options: { requestsPerSecond: REQUESTS_PER_SECOND },
		});
		await standIn.restart({ indexAfterMs: NEVER_MS, callbacks: 'none' });
		tell(`${count} executions that are to sleep`);
		await startSleepers(standIn, url, sleepers);
		await untilCount(n8n, workflow.id, ['waiting'], count, ASLEEP_DEADLINE_MS);
		tell('All sleep; their videos are indexed one by one');
		await indexAll(standIn, sleepers, extent);
		tell('All are indexed; those that nobody has called wake at their next beat');
		await untilCount(n8n, workflow.id, ENDED, count, AWAKE_DEADLINE_MS);

		const { items, failed } = await runsOf(n8n, workflow.id, RESULT);
		const results = items.map((item) => result.parse(item));
		const uploads = await uploadsAt(standIn);
		const requests = (await standIn.requests()).filter(({ path }) => path !== 'upload_url');
		const slept = sleepers.map((sleeper): Slept => {
			const videoNo = uploads.get(sleeper.link)?.videoNo;
			return {
				...sleeper,
				videoNo,
				results: results.filter(({ link }) => link === sleeper.link),
				checks: requests.filter((request) => isCheckOf(videoNo, request)),
			};
		});
		const ofKinds = kinds.map((kind) => figuresOf(kind, slept));
		return {
			sleepers: count,
			red: failed,
			requests: requests.length,
			beats: sum(ofKinds.map(({ beats }) => beats)),
			beatsPerHour: beatsWithin(HOUR_SECONDS),
			kinds: ofKinds,
		};
	} finally {
		await n8n.stop();
	}
}
