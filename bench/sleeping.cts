import { setTimeout as delay } from 'node:timers/promises';
import { callBack } from '../test/e2e/post.cjs';
import { until } from '../test/n8n/until.cjs';
import type { SleeperKind } from './account-results.cjs';
import { callUntilTaken } from './call-until-taken.cjs';
import type { Extent } from './extent.cjs';
import type { StandIn } from './stand-in.cjs';

/** An execution that is to sleep, known by its link. */
export interface Sleeper {
	kind: SleeperKind;
	link: string;
	/** What n8n answered to its callbacks. */
	statuses: number[];
}

/** What an upload left at the stand-in API. */
interface Uploaded {
	videoNo: string;
	/** The URL that wakes its execution. */
	resumeUrl: string;
}

/** For so long the API keeps an upload waiting that is called back before it is answered, in milliseconds. */
const EARLY_BY_MS = 5_000;
const EARLY_DEADLINE_MS = 180_000;

/** The uploads that the API has taken, answered or not, by their link. */
export async function uploadsAt(standIn: StandIn): Promise<Map<string, Uploaded>> {
	const { videos } = await standIn.arrived();
	const callbacks = new Map(
		(await standIn.requests()).map(({ fields }) => [fields.get('url'), fields.get('callback')]),
	);
	return new Map(
		videos.flatMap(({ videoNo, sourceUrl = '' }) => {
			const resumeUrl = callbacks.get(sourceUrl);
			return resumeUrl === undefined ? [] : [[sourceUrl, { videoNo, resumeUrl }]];
		}),
	);
}

/** Nothing is sent again: Memories.ai documents no repeat. */
async function call({ statuses }: Sleeper, { resumeUrl, videoNo }: Uploaded): Promise<void> {
	statuses.push(await callBack(resumeUrl, videoNo));
}

async function start(url: string, sleepers: Sleeper[]): Promise<void> {
	await Promise.all(sleepers.map(({ link }) => callUntilTaken(url, { link })));
}

/** Calls back while the uploads still wait for their answers. */
async function startEarly(standIn: StandIn, url: string, sleepers: Sleeper[]): Promise<void> {
	const times = sleepers.length;
	const endpoint = 'upload_url';
	await standIn.fault({ kind: 'delay', when: 'reply', ms: EARLY_BY_MS, endpoint, times });
	await start(url, sleepers);
	const waiting = new Set(sleepers);
	const called = await until(async () => {
		const uploads = await uploadsAt(standIn);
		const calls = [...waiting].flatMap((sleeper) => {
			const uploaded = uploads.get(sleeper.link);
			return uploaded && waiting.delete(sleeper) ? [call(sleeper, uploaded)] : [];
		});
		await Promise.all(calls);
		return waiting.size === 0;
	}, EARLY_DEADLINE_MS);
	if (called !== true) throw new Error(`${waiting.size} links were not uploaded`);
}

/** Starts all executions; n8n then takes a moment to put them to sleep. */
export async function startSleepers(
	standIn: StandIn,
	url: string,
	sleepers: Sleeper[],
): Promise<void> {
	const isEarly = ({ kind }: Sleeper) => kind === 'early';
	const others = sleepers.filter((sleeper) => !isEarly(sleeper));
	await startEarly(standIn, url, sleepers.filter(isEarly));
	await start(url, others);
}

/** Ends the indexing of all, evenly between two moments from now on, with the callbacks that are due then. */
export async function indexAll(
	standIn: StandIn,
	sleepers: Sleeper[],
	{ indexedFromMs, indexedToMs }: Extent['sleepers'],
): Promise<void> {
	const uploads = await uploadsAt(standIn);
	const step = (indexedToMs - indexedFromMs) / sleepers.length;
	const since = Date.now();
	for (const [at, sleeper] of sleepers.entries()) {
		await delay(Math.max(0, since + indexedFromMs + at * step - Date.now()));
		const uploaded = uploads.get(sleeper.link);
		if (!uploaded) throw new Error(`${sleeper.link} was not uploaded`);
		await standIn.endIndexing(uploaded.videoNo);
		if (sleeper.kind === 'twice') {
			await Promise.all([call(sleeper, uploaded), call(sleeper, uploaded)]);
		}
	}
}
