import { z } from 'zod';
import { until } from '../n8n/until.cjs';
import type { Execution, N8nClient } from '../n8n/rest.cjs';
import type { StoredCredential, WorkflowFile, WorkflowNode } from '../n8n/workflows.cjs';
import { cameFrom, chain, items, memoriesAi, START, start, wentOn } from './build-workflow.cjs';
import { callBack } from './post.cjs';
import { NODE } from './run-node.cjs';
import { endIndexing, requestsTo, videoOf } from './sandbox.cjs';
import { world } from './world.cjs';

/** Where a workflow runs; the n8n that all tests share, where nothing else is said. */
export interface Place {
	client: N8nClient;
	credential: StoredCredential;
}

/** What a sleep is tried with. */
export interface Sleep {
	waitOptions?: Record<string, unknown>;
	/** The node's On Error setting. */
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
	place?: Place;
}

let links = 0;

/** A link that no other upload of this run of the tests has; `name` tells the sandbox what becomes of it. */
export function newLink(name = 'video'): string {
	links += 1;
	return `https://example.com/${process.pid}-${links}-${name}.mp4`;
}

/** A creator that no other scrape of this run of the tests has. */
export function newProfile(name: string): string {
	links += 1;
	return `${name}-${process.pid}-${links}`;
}

const scrapeRequest = z.object({ username: z.string(), callback_url: z.string() });

/** Of scrapes that sleep: the task of each creator, and the URL that wakes the execution. */
export async function tasksOf(
	profiles: string[],
): Promise<Array<{ taskId: string; resumeUrl: string }>> {
	const asked = (await requestsTo('get_video_ids_by_task_id')).map(
		({ query }) => new Map(query).get('task_id') ?? '',
	);
	const tasks = [...new Set(asked)];
	const begun = (await requestsTo('scraper')).map(({ json }) => scrapeRequest.parse(json));
	return begun
		.filter(({ username }) => profiles.includes(username))
		.map(({ callback_url: resumeUrl }, index) => ({ taskId: tasks[index] ?? '', resumeUrl }));
}

/** An execution, the videos of its items in their order, and the URL that wakes it. */
export interface Sleeper {
	id: string;
	videos: string[];
	resumeUrl: string;
}

function workflowOf(
	parameters: Record<string, unknown>,
	{ onError, place = world() }: Sleep,
	values: string[],
	after: WorkflowNode[],
): WorkflowFile {
	const node = { ...memoriesAi(NODE, parameters, place.credential), onError };
	return chain('Sleeper', start(), items(values), node, ...after);
}

/** Starts a workflow: one item per value, the node, and one after it that shows that it went on. */
export async function begin(
	parameters: Record<string, unknown>,
	values: string[],
	sleep: Sleep = {},
	after: WorkflowNode[] = [wentOn()],
): Promise<string> {
	const { client } = sleep.place ?? world();
	const workflow = workflowOf(parameters, sleep, values, after);
	return await client.run(await client.createWorkflow(workflow), START);
}

/** What an upload of each item's link, which waits, is made of. */
export function uploading(
	waitFor: 'polling' | 'callback',
	{ waitOptions = {} }: Sleep = {},
): Record<string, unknown> {
	const url = '={{ $json.value }}';
	return { resource: 'video', operation: 'uploadUrl', url, waitFor, waitOptions };
}

/** Uploads each link, one item each, and returns when the execution sleeps. */
export async function fallAsleep(given: string[], sleep: Sleep = {}): Promise<Sleeper> {
	const after = [cameFrom(), wentOn()];
	const id = await begin(uploading('callback', sleep), given, sleep, after);
	return await sleeperOf(id, given, sleep.place);
}

/** Waits until an execution that uploads these links sleeps. */
export async function sleeperOf(id: string, given: string[], place?: Place): Promise<Sleeper> {
	await untilAsleep(id, place);
	const requests = (await requestsTo('upload_url')).map(({ fields }) => new Map(fields));
	const callback = requests.find((fields) => fields.get('url') === given[0])?.get('callback');
	if (callback === undefined) throw new Error('The upload carried no callback');
	return { id, videos: await Promise.all(given.map(untilUploaded)), resumeUrl: callback };
}

/** Returns when the execution sleeps; throws when it ended instead. */
export async function untilAsleep(id: string, { client }: Place = world()): Promise<void> {
	const status = await until(async () => {
		const execution = await client.execution(id);
		return execution.status !== 'new' && execution.status !== 'running' && execution.status;
	}, 60_000);
	if (status !== 'waiting') throw new Error(`Execution ${id} is ${status} instead of waiting`);
}

/** Returns the number of the link's video as soon as it was uploaded. */
export async function untilUploaded(link: string): Promise<string> {
	const videoNo = await until(async () => await videoOf(link), 60_000, 10);
	if (videoNo === undefined) throw new Error(`${link} was not uploaded`);
	return videoNo;
}

const listRequest = z.object({ video_nos: z.array(z.string()) });

/**
 * Returns when the node has called its own execution, as it does some seconds after it fell asleep.
 * From then on, only who is told to wakes it.
 */
export async function untilCalledByItself({ videos: [videoNo = ''] }: Sleeper): Promise<void> {
	const called = await until(async () => {
		const asked = (await requestsTo('list_videos')).map(({ json }) => listRequest.parse(json));
		// Before the sleep it is asked for once.
		return asked.filter(({ video_nos: asked }) => asked.includes(videoNo)).length > 1;
	}, 60_000);
	if (!called) throw new Error(`Nobody asked for ${videoNo} after the execution fell asleep`);
}

/** Ends the indexing of a video and calls back about it. */
export async function endAndCallBack(url: string, videoNo: string): Promise<number> {
	await endIndexing(videoNo);
	return await callBack(url, videoNo);
}

/** What the node handed on, by the number of its output. */
export function outputOf({ run }: Execution, index = 0): Array<Record<string, unknown>> {
	return run.output(NODE, index).map(({ json }) => json);
}

/** Of an upload: the values of the items that what came out is linked to. */
export function valuesOf({ run }: Execution): unknown[] {
	return run.output('Came from').map(({ json }) => json.value);
}

/** How often the node after the sleeping one has run for this execution. */
export async function timesOn(id: string): Promise<number> {
	const requests = await requestsTo('went-on');
	return requests.filter(({ query }) => query.some(([, value]) => value === id)).length;
}
