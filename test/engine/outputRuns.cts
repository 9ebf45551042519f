import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { fillLibrary, itemsFor, type Operation } from '../faults/operations.cjs';
import { newImage } from '../sandbox/resources/image/newImage.cjs';
import type { Sandbox } from '../sandbox/sandbox.cjs';
import { nodeName, runNode } from './harness.cjs';

/** So many items, of which every second one is about a video that could not be indexed. */
const ITEMS = 2;

/** In bytes. */
const FILE_SIZE = 64;

const capture = {
	datetime_taken: Date.UTC(2026, 0, 1),
	camera_model: 'Camera',
	latitude: 52.5,
	longitude: 13.4,
};

/**
 * What else has to be chosen to see all fields that an operation's usual output can have. What is put
 * out in another form is not among it.
 */
const otherChoices: Readonly<Record<string, readonly INodeParameters[]>> = {
	'video search': [{ searchIn: 'speech' }, { searchIn: 'captions' }, { library: 'public' }],
	'video searchByImage': [{ library: 'public' }],
	'transcript get': [{ content: 'captions' }],
	'transcript search': [{ library: 'public' }],
};

/**
 * Runs an operation on n8n's engine, on a library of videos and images that all there is to say is
 * known of.
 *
 * @returns what was put out, without what failed
 */
export async function outputsOf(
	operation: Operation,
	sandbox: Sandbox,
): Promise<INodeExecutionData[]> {
	const { parameters } = operation;
	const outputs: INodeExecutionData[] = [];
	const name = `${parameters.resource} ${parameters.operation}`;
	for (const choices of [{}, ...(otherChoices[name] ?? [])]) {
		sandbox.reset();
		fillWithDetails(operation, sandbox);
		const result = await runNode({
			parameters: { ...parameters, ...choices, ...(await ofScrape(operation, sandbox)) },
			items: await itemsFor(operation, ITEMS, FILE_SIZE),
			onError: 'continueErrorOutput',
			credentials: credentialsFor(sandbox),
			unchecked: true,
		});
		outputs.push(...result.outputOf(nodeName));
	}
	return outputs;
}

export function credentialsFor({ key, url }: Sandbox) {
	return { memoriesAiApi: { apiKey: key, apiVersion: 'v1', baseUrl: url } };
}

function fillWithDetails(operation: Operation, sandbox: Sandbox): void {
	fillLibrary(sandbox, operation, ITEMS);
	for (const video of [...sandbox.videos]) {
		const sourceUrl = `https://www.tiktok.com/@user/video/${video.videoNo}`;
		Object.assign(video, { capture, tags: [video.videoNo, 'holiday'], sourceUrl });
		sandbox.videos.push({ ...video, videoNo: `${video.videoNo}-public`, uniqueId: undefined });
	}
	const failed = sandbox.videos.find(({ videoNo }) => videoNo === 'item-1');
	if (failed) Object.assign(failed, { status: 'FAILED', cause: 'codec not supported' });
	sandbox.images.push({ ...newImage('item-0'), capture, tags: ['holiday'] });
	for (const memory of sandbox.memories) {
		Object.assign(memory, { tags: ['holiday'], memoriesAt: '2026-01-01T00:00:00Z' });
	}
}

/** A status is one of a scrape that has brought videos. */
async function ofScrape({ parameters }: Operation, sandbox: Sandbox): Promise<INodeParameters> {
	if (parameters.resource !== 'task') return {};
	const scrape = await runNode({
		parameters: {
			resource: 'video',
			operation: 'scrapePlatform',
			videoUrls: 'https://www.tiktok.com/@user/video/1, https://www.tiktok.com/@user/video/fail',
		},
		credentials: credentialsFor(sandbox),
		unchecked: true,
	});
	const [item] = scrape.outputOf(nodeName);
	const taskId = JSON.stringify(item?.json.taskId);
	return { taskId: `={{ $json.name === 'item-0' ? ${taskId} : 'unknown' }}` };
}
