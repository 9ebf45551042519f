import { z } from 'zod';
import type { FaultInput } from '../sandbox/faults.cjs';
import { api, control, uploadLink } from '../sandbox/remote.cjs';
import { nextDigits } from '../sandbox/ids.cjs';
import type { SettingsInput } from '../sandbox/settings.cjs';
import type { Video } from '../sandbox/state.cjs';
import { until } from '../n8n/until.cjs';
import { world } from './world.cjs';

const recorded = z.object({
	method: z.string(),
	path: z.string(),
	query: z.array(z.tuple([z.string(), z.string()])),
	fields: z.array(z.tuple([z.string(), z.string()])),
	files: z.array(
		z.object({
			field: z.string(),
			filename: z.string().optional(),
			size: z.number(),
			sha256: z.string(),
		}),
	),
	contentLength: z.number().optional(),
	json: z.unknown(),
});
/** A request as it reached the sandbox. */
export type RecordedRequest = z.infer<typeof recorded>;

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
	return await control(world().sandbox, method, path, body);
}

/** Every request since the last reset whose path ends so. */
export async function requestsTo(endpoint: string): Promise<RecordedRequest[]> {
	const all = z.array(recorded).parse(await call('GET', 'requests'));
	return all.filter(({ path }) => path.endsWith(`/${endpoint}`));
}

const answered = z.array(z.object({ status: z.number().optional() }));

/** Statuses that the receivers of the callbacks sent since the last reset have answered, once all have. */
export async function callbackAnswers(): Promise<Array<number | undefined>> {
	const sent = await until(async () => {
		const all = answered.parse(await call('GET', 'callbacks'));
		return all.length > 0 && all.every(({ status }) => status !== undefined) && all;
	}, 60_000);
	if (!sent) throw new Error('A callback was not sent, or not answered');
	return sent.map(({ status }) => status);
}

/** Forgets requests, videos and faults. */
export async function resetSandbox(): Promise<void> {
	await call('POST', 'reset');
}

/** Makes the next requests go wrong. */
export async function queueFault(fault: FaultInput): Promise<void> {
	await call('POST', 'fault', fault);
}

/** What each file of tests finds. */
export const SETTINGS: SettingsInput = { indexAfterMs: 200, downloadAfterMs: 200 };

/** Changes how the sandbox behaves, for the rest of this file of tests. */
export async function setSandbox(settings: SettingsInput): Promise<void> {
	await call('POST', 'settings', settings);
}

/** Ends the indexing of a video now. */
export async function endIndexing(videoNo: string): Promise<void> {
	await call('POST', `end-indexing/${videoNo}`);
}

/** Ends the download of a scrape now. */
export async function endDownload(taskId: string): Promise<void> {
	await call('POST', `end-download/${taskId}`);
}

const videos = z.array(
	z.object({ videoNo: z.string(), sourceUrl: z.string().optional(), size: z.number() }),
);

/** The number of the video that was fetched from this link, where there is one yet. */
export async function videoOf(link: string): Promise<string | undefined> {
	const all = videos.parse(await call('GET', 'videos'));
	return all.find(({ sourceUrl }) => sourceUrl === link)?.videoNo;
}

/** How large a video is, in bytes, where there is one of that number. */
export async function sizeOf(videoNo: string): Promise<number | undefined> {
	const all = videos.parse(await call('GET', 'videos'));
	return all.find((video) => video.videoNo === videoNo)?.size;
}

/** The number of the only video that there is. */
export async function onlyVideo(): Promise<string> {
	const all = videos.parse(await call('GET', 'videos'));
	const [video] = all;
	if (!video || all.length > 1) throw new Error(`There are ${all.length} videos instead of one`);
	return video.videoNo;
}

/** A video that the sandbox has indexed, in the default namespace; its number. */
export async function indexedVideo(): Promise<string> {
	return await uploadLink(world().sandbox);
}

/** Puts a video into the default namespace, indexed where nothing else is said; its number. */
export async function addVideo(about: Partial<Video>): Promise<string> {
	const video: Video = {
		videoNo: `VI${nextDigits()}`,
		videoName: 'clip',
		uniqueId: 'default',
		folderId: undefined,
		status: 'PARSE',
		createTime: Date.now(),
		size: 1,
		sourceUrl: undefined,
		capture: {},
		tags: [],
		...about,
	};
	await call('POST', 'videos', video);
	return video.videoNo;
}

/** A scrape that the sandbox was asked for; its task number. */
export async function scrapeTask(library: 'private' | 'public' = 'private'): Promise<string> {
	const path = library === 'public' ? 'scraper_url_public' : 'scraper_url';
	const data = await api(world().sandbox, path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ video_urls: ['https://www.youtube.com/shorts/T2ThsydNQaM'] }),
	});
	return z.object({ taskId: z.string() }).parse(data).taskId;
}

const videosOfTask = z.object({ videos: z.array(z.object({ video_no: z.string() })) });

/** The videos of a scrape that have been downloaded so far. */
export async function videosOf(taskId: string): Promise<string[]> {
	const path = `get_video_ids_by_task_id?task_id=${taskId}`;
	const data = await api(world().sandbox, path, { method: 'GET' });
	return videosOfTask.parse(data).videos.map(({ video_no: videoNo }) => videoNo);
}
